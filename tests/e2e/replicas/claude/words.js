// @ts-check
// What the page says in each language.

import { spoken } from "../kit/parts.js";

const en = {
  newChat: "New chat",
  greeting: "Good to see you",
  prompt: "Write your prompt to Claude",
  send: "Send message",
  stop: "Stop response",
  model: "Model: Sonnet 4.6",
  youSaid: "You said: ",
  itSaid: "Claude responded: ",
  copy: "Copy",
  edit: "Edit",
  again: "Retry",
  actions: "Message actions",
  /** @param {number} at @param {number} of */
  place: (at, of) => `Message ${at} of ${of}`,
  trouble: "This answer could not be written. Nothing was answered.",
  cancel: "Cancel",
  save: "Save",
  stage: "Merciwatt stage: a stand-in, nothing leaves this computer",
};

/** @type {typeof en} */
const fr = {
  newChat: "Nouvelle conversation",
  greeting: "Content de vous voir",
  prompt: "Écrivez votre message à Claude",
  send: "Envoyer le message",
  stop: "Arrêter la réponse",
  model: "Modèle : Sonnet 4.6",
  youSaid: "Vous avez dit : ",
  itSaid: "Claude a répondu : ",
  copy: "Copier",
  edit: "Modifier",
  again: "Réessayer",
  actions: "Actions sur le message",
  place: (at, of) => `Message ${at} sur ${of}`,
  trouble: "Cette réponse n’a pas pu être écrite. Rien n’a été répondu.",
  cancel: "Annuler",
  save: "Enregistrer",
  stage: "Scène Merciwatt : une doublure, rien ne quitte cet ordinateur",
};

export const words = spoken({ en, fr });
