// SPDX-License-Identifier: GPL-3.0-or-later
// What clients of each dialect see of what administrators say.
import { match } from './values.mjs';

const systemId = '0'.repeat(24);

/** How each dialect shows an announcement. */
export const announced = {
    'named-rooms': (text) => ['message', { user: { username: 'admin' }, text }],
    direct: (text, room) => ['chat message', { _id: '<id>', sender: systemId, receiver: room ?? '<any>', content: text, timestamp: '<time>' }],
    rooms: (text, room) => ['receiveMessage', { _id: '<id>', room, sender: systemId, content: text, createdAt: '<time>', updatedAt: '<time>' }],
    chatroom: (text, room) => ['receiveMessage',
        { _id: '<id>', roomId: room, user: 'admin', userId: systemId, message: text, timestamp: '<time>' }],
    phone: (text, room) => ['receiveMessage', { _id: '<id>', senderId: systemId, receiverId: room ?? '<any>', content: text, timestamp: '<time>' }],
    native: (text) => ['announcement', { text, at: '<time>', '…': '' }],
};

/** The announcement of `text` as it arrives at the client of `member`. */
export async function hears(member, text, room = member.room._id) {
    const [event, pattern] = announced[member.dialect](text, room);
    const texts = { 'named-rooms': 'text', chatroom: 'message', native: 'text' };
    const heard = await member.socket.until(event, { [texts[member.dialect] ?? 'content']: text, '…': '' });
    match(pattern, heard, member.dialect);
    return heard;
}

/** What moderators did to a member, in words: its client shows it as an announcement. A native one has an event. */
export async function isTold(member, text) {
    const { dialect, room } = member;
    if (dialect !== 'native')
        await hears(member, text, ['direct', 'rooms', 'chatroom'].includes(dialect) ? room._id : null);
}

/** How many announcements it has shown that match. */
export function toldTimes(member, pattern) {
    const [event] = announced[member.dialect]('', '');
    const textOf = (each) => [each.text, each.content, each.message].find((text) => typeof text === 'string') ?? '';
    return member.socket.all(event).map(textOf).filter((text) => pattern.test(text)).length;
}
