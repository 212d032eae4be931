// @ts-check
// What the page says in each language.

import { spoken } from "../kit/parts.js";

const en = {
  newChat: "New discussion",
  greeting: "What shall we talk about today?",
  prompt: "Write your message here",
  send: "Send",
  stop: "Stop",
  copy: "Copy message",
  again: "Retry",
  models: { a: "Model A", b: "Model B" },
  thought: "Reasoning finished",
  thoughts: "The question is short. A plain answer is enough.",
  pending: "Generating the reply…",
  vote: "Which answer do you prefer?",
  choices: ["Model A", "Both good", "Both bad", "Model B"],
  reveal: "Reveal the models",
  trouble: "Oops, an error occurred. Nothing was answered.",
  stage: "Merciwatt stage: a stand-in, nothing leaves this computer",
};

/** @type {typeof en} */
const fr = {
  newChat: "Nouvelle discussion",
  greeting: "De quoi parlons-nous aujourd’hui ?",
  prompt: "Écrivez votre message ici",
  send: "Envoyer",
  stop: "Arrêter",
  copy: "Copier le message",
  again: "Réessayer",
  models: { a: "Modèle A", b: "Modèle B" },
  thought: "Raisonnement terminé",
  thoughts: "La question est courte. Une réponse simple suffit.",
  pending: "Génération de la réponse…",
  vote: "Quelle réponse préférez-vous ?",
  choices: ["Modèle A", "Les deux bonnes", "Les deux mauvaises", "Modèle B"],
  reveal: "Révéler les modèles",
  trouble: "Oups, une erreur s’est produite. Rien n’a été répondu.",
  stage: "Scène Merciwatt : une doublure, rien ne quitte cet ordinateur",
};

export const words = spoken({ en, fr });
