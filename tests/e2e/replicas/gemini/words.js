// @ts-check
// What the page says in each language.

import { spoken } from "../kit/parts.js";

const en = {
  newChat: "New chat",
  greeting: "Where shall we start?",
  prompt: "Enter a prompt for Gemini",
  send: "Send message",
  stop: "Stop response",
  mode: "Fast",
  picker: "Open mode picker, currently Fast",
  youSaid: "You said",
  itSaid: "Gemini said",
  copy: "Copy prompt",
  edit: "Edit",
  again: "Redo",
  trouble: "The request went wrong. Nothing was answered.",
  cancel: "Cancel",
  save: "Update",
  stage: "Merciwatt stage: a stand-in, nothing leaves this computer",
};

/** @type {typeof en} */
const fr = {
  newChat: "Nouvelle discussion",
  greeting: "Par où commençons-nous ?",
  prompt: "Saisissez une requête pour Gemini",
  send: "Envoyer un message",
  stop: "Arrêter la réponse",
  mode: "Rapide",
  picker: "Ouvrir le sélecteur de mode, actuellement Rapide",
  youSaid: "Vous avez dit",
  itSaid: "Gemini a dit",
  copy: "Copier la requête",
  edit: "Modifier",
  again: "Recommencer",
  trouble: "La requête a échoué. Rien n’a été répondu.",
  cancel: "Annuler",
  save: "Mettre à jour",
  stage: "Scène Merciwatt : une doublure, rien ne quitte cet ordinateur",
};

export const words = spoken({ en, fr });
