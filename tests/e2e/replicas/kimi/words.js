// @ts-check
// What the page says in each language.

import { spoken } from "../kit/parts.js";

const en = {
  newChat: "New Chat",
  greeting: "Ask away. Pics work too.",
  prompt: "Ask Kimi anything",
  send: "Send",
  stop: "Stop",
  copy: "Copy",
  share: "Share",
  trouble: "Kimi could not answer. Please try again.",
  stage: "Merciwatt stage: a stand-in, nothing leaves this computer",
};

/** @type {typeof en} */
const fr = {
  newChat: "Nouvelle discussion",
  greeting: "Demandez, en mots ou en images.",
  prompt: "Demandez à Kimi",
  send: "Envoyer",
  stop: "Arrêter",
  copy: "Copier",
  share: "Partager",
  trouble: "Kimi n’a pas pu répondre. Réessayez.",
  stage: "Scène Merciwatt : une doublure, rien ne quitte cet ordinateur",
};

export const words = spoken({ en, fr });
