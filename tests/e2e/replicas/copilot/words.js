// @ts-check
// What the page says in each language.

import { spoken } from "../kit/parts.js";

const en = {
  newChat: "New chat",
  greeting: "Hi there, what should we dive into today?",
  prompt: "Message Copilot",
  mode: "Smart",
  submit: "Submit message",
  stop: "Interrupt message",
  copy: "Copy message",
  copyCode: "Copy code",
  more: "More options",
  youSaid: "You said",
  itSaid: "Copilot said",
  chips: ["Write a first draft", "Get advice", "Please plan a rainy Sunday"],
  trouble: "Oops, something went wrong. Nothing was answered.",
  stage: "Merciwatt stage: a stand-in, nothing leaves this computer",
};

/** @type {typeof en} */
const fr = {
  newChat: "Nouvelle conversation",
  greeting: "Bonjour, de quoi parlons-nous aujourd’hui ?",
  prompt: "Envoyer un message à Copilot",
  mode: "Intelligent",
  submit: "Envoyer le message",
  stop: "Interrompre le message",
  copy: "Copier le message",
  copyCode: "Copier le code",
  more: "Plus d’options",
  youSaid: "Vous avez dit",
  itSaid: "Copilot a dit",
  chips: ["Écrire un premier jet", "Obtenir des conseils", "Organise un dimanche de pluie, s’il te plaît"],
  trouble: "Une erreur s’est produite. Rien n’a été répondu.",
  stage: "Scène Merciwatt : une doublure, rien ne quitte cet ordinateur",
};

export const words = spoken({ en, fr });
