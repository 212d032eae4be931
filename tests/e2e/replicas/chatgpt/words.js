// @ts-check
// What the page says in each language.

import { spoken } from "../kit/parts.js";

const en = {
  newChat: "New chat",
  greeting: "What is on your mind today?",
  ask: "Ask anything",
  send: "Send prompt",
  stop: "Stop streaming",
  add: "Add files and more",
  model: "Model selector",
  youSaid: "You said:",
  itSaid: "ChatGPT said:",
  copy: "Copy",
  copyCode: "Copy code",
  edit: "Edit message",
  again: "Try again",
  rest: "Continue generating",
  more: "Show more",
  actions: "Message actions",
  trouble: "Something went wrong. Nothing was answered.",
  cancel: "Cancel",
  save: "Send",
  stage: "Merciwatt stage: a stand-in, nothing leaves this computer",
};

/** @type {typeof en} */
const fr = {
  newChat: "Nouveau chat",
  greeting: "Qu’avez-vous en tête aujourd’hui ?",
  ask: "Poser une question",
  send: "Envoyer le prompt",
  stop: "Arrêter la diffusion",
  add: "Ajouter des fichiers et plus",
  model: "Sélecteur de modèle",
  youSaid: "Vous avez dit :",
  itSaid: "ChatGPT a dit :",
  copy: "Copier",
  copyCode: "Copier le code",
  edit: "Modifier le message",
  again: "Réessayer",
  rest: "Continuer la génération",
  more: "Afficher plus",
  actions: "Actions sur le message",
  trouble: "Une erreur est survenue. Rien n’a été répondu.",
  cancel: "Annuler",
  save: "Envoyer",
  stage: "Scène Merciwatt : une doublure, rien ne quitte cet ordinateur",
};

export const words = spoken({ en, fr });
