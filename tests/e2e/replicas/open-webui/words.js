// @ts-check
// What the page says in each language.

import { spoken } from "../kit/parts.js";

const en = {
  newChat: "New Chat",
  greeting: "Hello! How can I help you today?",
  prompt: "Send a Message",
  send: "Send message",
  stop: "Stop",
  copy: "Copy",
  edit: "Edit",
  again: "Regenerate",
  trouble: "Uh-oh! There was an issue with the response.",
  cancel: "Cancel",
  save: "Send",
  stage: "Merciwatt stage: a stand-in, nothing leaves this computer",
};

/** @type {typeof en} */
const fr = {
  newChat: "Nouvelle conversation",
  greeting: "Bonjour ! Comment puis-je vous aider ?",
  prompt: "Envoyer un message",
  send: "Envoyer un message",
  stop: "Arrêter",
  copy: "Copier",
  edit: "Modifier",
  again: "Régénérer",
  trouble: "Oh là là ! Il y a eu un souci avec la réponse.",
  cancel: "Annuler",
  save: "Envoyer",
  stage: "Scène Merciwatt : une doublure, rien ne quitte cet ordinateur",
};

export const words = spoken({ en, fr });
