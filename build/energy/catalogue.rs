//! Reads `models.json`: the sizes of the models, in whole thousandths.

use crate::energy::doc::Node;

/// One model. Numbers are thousandths; 0 means not known.
pub struct Model {
    pub name: String,
    pub aliases: Vec<String>,
    pub provider: u8,
    pub active: (u32, u32),
    pub total: (u32, u32),
    pub tokens_per_s: u32,
    pub first_token_s: u32,
}

/// Reads every model, in the order of the file.
pub fn models(doc: &Node, providers: &[String]) -> Result<Vec<Model>, String> {
    for key in ["notice", "origin"] {
        doc.get(key)?.text()?;
    }
    let mut models: Vec<Model> = Vec::new();
    for entry in doc.get("models")?.list()? {
        let name = entry.get("name")?;
        let key = entry.get("provider")?;
        let Some(provider) = providers
            .iter()
            .position(|known| Ok(known.as_str()) == key.text())
        else {
            return key.refuse("is no provider of data/energy.json");
        };
        if models.iter().any(|known| Ok(known.name.as_str()) == name.text()) {
            return name.refuse("is in the catalogue twice");
        }
        entry.get("source")?.text()?;
        let size = |key: &str| entry.get(key)?.bounds(|number| number.fixed(3));
        let (active, total) = (size("active_b")?, size("total_b")?);
        if active.0 == 0 || active.1 > total.1 {
            return entry
                .get("active_b")?
                .refuse("must be above 0 and not above total_b");
        }
        let optional = |key: &str| entry.find(key).map_or(Ok(0), |number| number.fixed(3));
        let mut aliases = Vec::new();
        if let Some(list) = entry.find("aliases") {
            for alias in list.list()? {
                aliases.push(alias.text()?.to_string());
            }
        }
        models.push(Model {
            name: name.text()?.to_string(),
            aliases,
            provider: provider as u8,
            active,
            total,
            tokens_per_s: optional("tokens_per_s")?,
            first_token_s: optional("first_token_s")?,
        });
    }
    Ok(models)
}
