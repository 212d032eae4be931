// @ts-check
// What the page says in each language.

import { spoken } from "../kit/parts.js";

const en = {
  newChat: "New chat",
  greeting: "How can I help?",
  prompt: "Ask Le Chat",
  send: "Send message",
  stop: "Stop generation",
  copy: "Copy to clipboard",
  edit: "Edit question",
  again: "Rewrite answer",
  worked: "Worked for 1s",
  trouble: "That did not work. Nothing was answered.",
  cancel: "Cancel",
  save: "Save",
  stage: "Merciwatt stage: a stand-in, nothing leaves this computer",
};

/** @type {typeof en} */
const fr = {
  newChat: "Nouveau chat",
  greeting: "Comment puis-je aider ?",
  prompt: "Demander au Chat",
  send: "Envoyer le message",
  stop: "Arrêter la génération",
  copy: "Copier dans le presse-papiers",
  edit: "Modifier la question",
  again: "Réécrire la réponse",
  worked: "A travaillé 1 s",
  trouble: "Cela n’a pas marché. Rien n’a été répondu.",
  cancel: "Annuler",
  save: "Enregistrer",
  stage: "Scène Merciwatt : une doublure, rien ne quitte cet ordinateur",
};

export const words = spoken({ en, fr });
