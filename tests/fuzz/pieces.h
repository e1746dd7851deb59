// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <algorithm>
#include <vector>

namespace parlance::fuzz {

/// How an input is cut; the same input always in the same way.
enum class Cut { Whole, EachByte, Anywhere };

/// Hands out an input piece by piece. Cut anywhere, each piece is a block of its own of exactly its
/// size, so that a sanitizer sees a byte read behind it, or after its time.
class Pieces
{
public:
    Pieces(QByteArrayView input, Cut cut)
        : m_rest(input)
        , m_cut(cut)
    {
        // FNV-1a, so that the places depend on the bytes alone.
        for (const char c : input)
            m_state = (m_state ^ uchar(c)) * 16777619u;
    }

    bool next()
    {
        if (m_rest.isEmpty())
            return false;
        const qsizetype size = std::min(wanted(), m_rest.size());
        m_piece = m_rest.first(size);
        if (m_cut == Cut::Anywhere) {
            std::vector<char>(m_piece.begin(), m_piece.end()).swap(m_copy);
            m_piece = QByteArrayView(m_copy.data(), size);
        }
        m_rest = m_rest.sliced(size);
        return true;
    }
    QByteArrayView piece() const { return m_piece; }

private:
    qsizetype wanted()
    {
        if (m_cut != Cut::Anywhere)
            return m_cut == Cut::Whole ? m_rest.size() : 1;
        m_state = m_state * 1664525u + 1013904223u;
        // Mostly short ones: borders within a header or a character are the interesting ones.
        const quint32 most = m_state & 0x10000 ? 4 : 64;
        return 1 + qsizetype((m_state >> 20) % most);
    }

    QByteArrayView m_rest;
    Cut m_cut;
    quint32 m_state = 2166136261u;
    QByteArrayView m_piece;
    std::vector<char> m_copy;
};

} // namespace parlance::fuzz
