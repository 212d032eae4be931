// @ts-check
// What the page says in each language.

import { spoken } from "../kit/parts.js";

const en = {
  newChat: "New Chat",
  greeting: "Chat with open models",
  prompt: "Ask anything",
  send: "Send message",
  stop: "Stop generating",
  attach: "Attach a file",
  note: "A short note that goes with the message.\n",
  copy: "Copy to clipboard",
  branch: "Branch",
  again: "Retry",
  trouble: "Something went wrong. Please try again.",
  cancel: "Cancel",
  save: "Send",
  stage: "Merciwatt stage: a stand-in, nothing leaves this computer",
};

/** @type {typeof en} */
const fr = {
  newChat: "Nouvelle discussion",
  greeting: "Discuter avec des modèles ouverts",
  prompt: "Posez votre question",
  send: "Envoyer le message",
  stop: "Arrêter la génération",
  attach: "Joindre un fichier",
  note: "Une courte note qui accompagne le message.\n",
  copy: "Copier dans le presse-papiers",
  branch: "Modifier",
  again: "Réessayer",
  trouble: "Quelque chose n’a pas marché. Réessayez.",
  cancel: "Annuler",
  save: "Envoyer",
  stage: "Scène Merciwatt : une doublure, rien ne quitte cet ordinateur",
};

export const words = spoken({ en, fr });
