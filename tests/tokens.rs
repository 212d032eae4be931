//! The token estimate: small vectors worked out from the weights, and the full samples where
//! `MERCIWATT_EVIDENCE` names the folder that holds them.

use merciwatt::tokens::{count, weigh};

#[test]
fn weights_by_hand() {
    for (text, weight) in [
        ("Merci", 5.0 * 0.25),
        ("Merci beaucoup !", 13.0 * 0.25 + 2.0 * 0.01 + 0.62),
        ("déjà vu", 4.0 * 0.25 + 2.0 * 0.72 + 0.01 + 0.25 - 0.25),
        // "you" is one English function word of two: English.
        ("thank you", 8.0 * 0.22 + 0.01),
        ("Danke schön", 9.0 * 0.25 + 0.72 + 0.01),
        ("Proszę", 5.0 * 0.25 + 1.70),
        ("teşekkürler", 9.0 * 0.25 + 2.0 * 0.72),
        ("Спасибо", 7.0 * 0.30),
        ("谢谢你！", 3.0 * 0.77 + 0.94),
        ("ありがとう", 5.0 * 0.72),
        ("감사합니다", 5.0 * 0.74),
        ("شكرا، 12", 4.0 * 0.36 + 0.94 + 0.01 + 2.0 * 0.64),
        ("धन्यवाद", 7.0 * 0.36),
        ("ขอบคุณ", 6.0 * 0.41),
        ("תודה", 4.0 * 0.45),
        ("Ευχαριστώ", 9.0 * 0.40),
        ("a\nb\u{3000}c", 3.0 * 0.22 + 0.35 + 0.01),
        ("🙂\u{10ffff}", 0.94 + 1.0),
    ] {
        assert!(
            (weigh(text) - weight).abs() < 1e-9,
            "{text}: {} instead of {weight}",
            weigh(text)
        );
    }
}

#[test]
fn counts_are_rounded_and_never_lost() {
    assert_eq!(count(""), 0);
    for text in [" ", "a", "!", "\n", "\u{0}", "\u{feff}"] {
        assert_eq!(count(text), 1, "{text:?}");
    }
    assert_eq!(count("Merci"), 1);
    assert_eq!(count("Thank you!"), 2);
    assert_eq!(count(&"merci ".repeat(100_000)), 126_000);
}

#[test]
fn english_needs_function_words_and_no_accents() {
    let english = "What is the best way to learn this?";
    let letters = english.chars().filter(char::is_ascii_alphabetic).count() as f64;
    let spaces = english.matches(' ').count() as f64;
    assert!((weigh(english) - (0.22 * letters + 0.01 * spaces + 0.62)).abs() < 1e-9);
    let accented = format!("{english} é");
    let more = weigh(&accented) - weigh(english);
    assert!(
        (more - (0.03 * letters + 0.01 + 0.72)).abs() < 1e-9,
        "one accent in 28 letters is not English: {more}"
    );
}

#[test]
fn longer_text_never_has_fewer_tokens_by_more_than_the_english_discount() {
    let text = "Pouvez-vous expliquer the law of large numbers, s'il vous plaît? 谢谢 😊";
    let mut last = 0.0;
    for (end, _) in text.char_indices() {
        let weight = weigh(&text[..end]);
        assert!(weight >= last * (0.22 / 0.25) - 1e-9, "{}", &text[..end]);
        last = weight;
    }
}

#[test]
fn letters_of_the_east_are_not_english_either() {
    // Two of these five words are on the English list; the letters decide.
    let polish = "a na to są żądło";
    let plain = polish.chars().filter(char::is_ascii_alphabetic).count() as f64;
    let spaces = polish.matches(' ').count() as f64;
    let wanted = 0.25 * plain + 4.0 * 1.70 + 0.01 * spaces;
    assert!(
        (weigh(polish) - wanted).abs() < 1e-9,
        "{} instead of {wanted}",
        weigh(polish)
    );
}

/// One request in 15 languages, written for this test, with its tokens by the o200k_base vocabulary (November 2026).
const REQUESTS: [(&str, f64, &str); 15] = [
    (
        "en",
        49.0,
        "I would like to plan a weekend in the mountains with two children. Could you suggest three walks that are not too long, and tell us what to pack if it rains? We come by train, so the walks should start near a station.",
    ),
    (
        "fr",
        53.0,
        "J'aimerais préparer un week-end à la montagne avec deux enfants. Pourriez-vous proposer trois promenades pas trop longues, et nous dire quoi emporter s'il pleut ? Nous venons en train, il faudrait donc partir d'un endroit proche d'une gare.",
    ),
    (
        "es",
        54.0,
        "Me gustaría organizar un fin de semana en la montaña con dos niños. ¿Podrías proponer tres paseos que no sean demasiado largos y decirnos qué llevar si llueve? Venimos en tren, así que los paseos deberían empezar cerca de una estación.",
    ),
    (
        "de",
        60.0,
        "Ich möchte ein Wochenende in den Bergen mit zwei Kindern planen. Könnten Sie drei Wanderungen vorschlagen, die nicht zu lang sind, und uns sagen, was wir bei Regen einpacken sollen? Wir kommen mit dem Zug, die Wege sollten also in der Nähe eines Bahnhofs beginnen.",
    ),
    (
        "it",
        59.0,
        "Vorrei organizzare un fine settimana in montagna con due bambini. Potresti proporre tre passeggiate non troppo lunghe e dirci che cosa portare se piove? Veniamo in treno, quindi le passeggiate dovrebbero partire vicino a una stazione.",
    ),
    (
        "pt",
        53.0,
        "Gostaria de planejar um fim de semana na montanha com duas crianças. Você poderia sugerir três caminhadas que não sejam muito longas e dizer o que levar se chover? Vamos de trem, então as caminhadas devem começar perto de uma estação.",
    ),
    (
        "nl",
        54.0,
        "Ik wil graag een weekend in de bergen plannen met twee kinderen. Kun je drie wandelingen voorstellen die niet te lang zijn, en ons zeggen wat we moeten meenemen als het regent? We komen met de trein, dus de wandelingen moeten bij een station beginnen.",
    ),
    (
        "pl",
        70.0,
        "Chciałbym zaplanować weekend w górach z dwójką dzieci. Czy możesz zaproponować trzy niezbyt długie spacery i powiedzieć nam, co zabrać, jeśli będzie padać? Przyjedziemy pociągiem, więc trasy powinny zaczynać się blisko stacji.",
    ),
    (
        "ru",
        62.0,
        "Я хотел бы провести выходные в горах с двумя детьми. Не могли бы вы предложить три не слишком длинные прогулки и подсказать, что взять с собой, если пойдёт дождь? Мы приедем на поезде, поэтому маршруты должны начинаться недалеко от станции.",
    ),
    (
        "tr",
        63.0,
        "İki çocukla dağda bir hafta sonu geçirmek istiyorum. Çok uzun olmayan üç yürüyüş önerebilir ve yağmur yağarsa yanımıza ne almamız gerektiğini söyleyebilir misiniz? Trenle geleceğiz, bu yüzden yürüyüşler bir istasyonun yakınında başlamalı.",
    ),
    (
        "ar",
        58.0,
        "أود أن أخطط لعطلة نهاية أسبوع في الجبال مع طفلين. هل يمكنك اقتراح ثلاث نزهات ليست طويلة جدا، وإخبارنا بما يجب أن نحمله إذا هطل المطر؟ سنأتي بالقطار، لذلك ينبغي أن تبدأ النزهات قرب محطة.",
    ),
    (
        "zh",
        49.0,
        "我想带两个孩子去山里过周末。你能推荐三条不太长的步行路线，并告诉我们下雨时要带些什么吗？我们坐火车来，所以路线最好从车站附近开始。",
    ),
    (
        "ja",
        84.0,
        "子ども二人と山で週末を過ごす計画を立てたいです。あまり長くない散歩コースを三つ提案して、雨が降ったときに何を持っていけばよいか教えてもらえますか。電車で行くので、駅の近くから始まるコースがよいです。",
    ),
    (
        "ko",
        70.0,
        "아이 둘과 함께 산에서 주말을 보낼 계획을 세우고 싶습니다. 너무 길지 않은 산책길을 세 곳 추천해 주시고, 비가 오면 무엇을 챙겨야 하는지 알려 주시겠어요? 기차로 가기 때문에 역 근처에서 시작하는 길이면 좋겠습니다.",
    ),
    (
        "hi",
        71.0,
        "मैं दो बच्चों के साथ पहाड़ों में सप्ताहांत बिताने की योजना बनाना चाहता हूँ। क्या आप तीन ऐसी सैर सुझा सकते हैं जो बहुत लंबी न हों, और बता सकते हैं कि बारिश हो तो क्या साथ ले जाएँ? हम ट्रेन से आएँगे, इसलिए सैर किसी स्टेशन के पास से शुरू होनी चाहिए।",
    ),
];

#[test]
fn one_request_in_15_languages() {
    let errors = REQUESTS.map(|(language, tokens, text)| {
        let error = weigh(text) / tokens - 1.0;
        // One short text: METHODS.md has the mean over long ones.
        assert!(error.abs() < 0.20, "{language}: {error:+.3}");
        error
    });
    let mean = errors.iter().sum::<f64>() / errors.len() as f64;
    assert!(mean.abs() < 0.05, "mean {mean:+.3}");
}

#[test]
fn samples_of_35_languages() {
    let Some(folder) = std::env::var_os("MERCIWATT_EVIDENCE") else {
        println!("skipped: MERCIWATT_EVIDENCE is not set, so the token samples were not compared");
        return;
    };
    let file = std::path::Path::new(&folder).join("energy/token_samples.json");
    let samples: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(file).expect("readable")).expect("JSON");
    let samples = samples.as_array().expect("a list");
    assert_eq!(samples.len(), 35);
    for sample in samples {
        let text = sample["text"].as_str().expect("a text");
        let tokens = sample["o200k"].as_f64().expect("a number");
        let error = weigh(text) / tokens - 1.0;
        assert!(error.abs() < 0.28, "{}: {error:+.3}", sample["lang"]);
    }
}
