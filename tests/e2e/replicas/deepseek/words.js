// @ts-check
// What the page says in each language.

import { spoken } from "../kit/parts.js";

const en = {
  newChat: "New chat",
  greeting: "How can I help you?",
  prompt: "Message DeepSeek",
  think: "DeepThink",
  search: "Search",
  send: "Send",
  stop: "Stop",
  copy: "Copy",
  edit: "Edit",
  again: "Regenerate",
  rest: "Continue",
  thought: "Thought for 2 seconds",
  jump: "Message",
  trouble: "Server busy, please try again later.",
  cancel: "Cancel",
  save: "Send",
  stage: "Merciwatt stage: a stand-in, nothing leaves this computer",
};

/** @type {typeof en} */
const fr = {
  newChat: "Nouvelle conversation",
  greeting: "Comment puis-je vous aider ?",
  prompt: "Envoyer un message à DeepSeek",
  think: "Réflexion",
  search: "Recherche",
  send: "Envoyer",
  stop: "Arrêter",
  copy: "Copier",
  edit: "Modifier",
  again: "Régénérer",
  rest: "Continuer",
  thought: "A réfléchi 2 secondes",
  jump: "Message",
  trouble: "Serveur occupé, veuillez réessayer plus tard.",
  cancel: "Annuler",
  save: "Envoyer",
  stage: "Scène Merciwatt : une doublure, rien ne quitte cet ordinateur",
};

export const words = spoken({ en, fr });
