// @ts-check
// What the page says in each language.

import { spoken } from "../kit/parts.js";

const en = {
  newChat: "New chat",
  greeting: "Hey, I’m Lumo. Ask me anything.",
  prompt: "Ask anything…",
  send: "Send message",
  stop: "Stop",
  copy: "Copy",
  copyCode: "Copy code",
  edit: "Edit",
  again: "Regenerate",
  actions: "Message actions",
  thought: "Thought for 2 seconds",
  thoughts: "The question is short. A plain answer is enough.",
  manners: "Answer plainly.",
  trouble: "I’m having trouble answering. Nothing was answered.",
  cancel: "Cancel",
  save: "Send",
  stage: "Merciwatt stage: a stand-in, nothing leaves this computer",
};

/** @type {typeof en} */
const fr = {
  newChat: "Nouvelle discussion",
  greeting: "Bonjour, je suis Lumo. Posez-moi une question.",
  prompt: "Posez une question…",
  send: "Envoyer le message",
  stop: "Arrêter",
  copy: "Copier",
  copyCode: "Copier le code",
  edit: "Modifier",
  again: "Régénérer",
  actions: "Actions du message",
  thought: "A réfléchi pendant 2 secondes",
  thoughts: "La question est courte. Une réponse simple suffit.",
  manners: "Réponds simplement.",
  trouble: "J’ai du mal à répondre. Rien n’a été répondu.",
  cancel: "Annuler",
  save: "Envoyer",
  stage: "Scène Merciwatt : une doublure, rien ne quitte cet ordinateur",
};

export const words = spoken({ en, fr });
