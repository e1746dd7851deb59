// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/error.h"
#include "shared/uniquefunction.h"

#include <type_traits>
#include <utility>
#include <variant>

namespace parlance {

/// A value or an Error, shaped like std::expected (which GCC 12 has under C++23 only).
template <class T>
class [[nodiscard]] Result
{
public:
    Result(T value)
        : m_state(std::in_place_index<0>, std::move(value))
    {
    }
    Result(Error error)
        : m_state(std::in_place_index<1>, std::move(error))
    {
    }
    Result(ErrorCode code)
        : Result(Error{code, {}, {}})
    {
    }

    explicit operator bool() const noexcept { return m_state.index() == 0; }
    bool has_value() const noexcept { return m_state.index() == 0; }
    const T &operator*() const & { return std::get<0>(m_state); }
    T &operator*() & { return std::get<0>(m_state); }
    T &&operator*() && { return std::get<0>(std::move(m_state)); }
    const T *operator->() const { return &std::get<0>(m_state); }
    T *operator->() { return &std::get<0>(m_state); }
    const Error &error() const { return std::get<1>(m_state); }

private:
    std::variant<T, Error> m_state;
};

/// "Done" or an Error.
template <>
class [[nodiscard]] Result<void>
{
public:
    Result() = default;
    Result(Error error)
        : m_error(std::move(error))
        , m_ok(false)
    {
    }
    Result(ErrorCode code)
        : Result(Error{code, {}, {}})
    {
    }

    explicit operator bool() const noexcept { return m_ok; }
    bool has_value() const noexcept { return m_ok; }
    const Error &error() const { return m_error; }

private:
    Error m_error;
    bool m_ok = true;
};

/// The result of an asynchronous call: runs exactly once, on the event loop.
template <class T>
using Callback = UniqueFunction<void(Result<T>)>;

} // namespace parlance
