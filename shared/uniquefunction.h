// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <cstddef>
#include <functional>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

namespace parlance {

/// A callable that can be moved and not copied, as C++23's std::move_only_function. It may hold
/// what cannot be copied, and passing it on copies nothing. Callables of up to three pointers need
/// no allocation.
///
/// As with std::function, a const object can be called, and calling an empty one is an error of the
/// program (an assertion). Not thread-safe.
template <class Signature>
class UniqueFunction;

template <class R, class... Arguments>
class UniqueFunction<R(Arguments...)>
{
public:
    template <class F>
    static constexpr bool accepts =
        !std::is_same_v<F, UniqueFunction> && std::is_invocable_r_v<R, F &, Arguments...>;

    UniqueFunction() = default;
    UniqueFunction(std::nullptr_t) {}

    template <class F>
    requires accepts<F> UniqueFunction(F callable)
    {
        if constexpr (isInline<F>) {
            new (m_storage) F(std::move(callable));
            m_operations = &inlineOperations<F>;
        } else {
            new (m_storage) F *(new F(std::move(callable)));
            m_operations = &heapOperations<F>;
        }
    }
    UniqueFunction(UniqueFunction &&other) noexcept { takeFrom(other); }
    UniqueFunction &operator=(UniqueFunction &&other) noexcept
    {
        if (this != &other) {
            reset();
            takeFrom(other);
        }
        return *this;
    }
    UniqueFunction(const UniqueFunction &) = delete;
    UniqueFunction &operator=(const UniqueFunction &) = delete;
    ~UniqueFunction() { reset(); }

    explicit operator bool() const noexcept { return m_operations; }

    R operator()(Arguments... arguments) const
    {
        Q_ASSERT(m_operations);
        return m_operations->call(m_storage, std::forward<Arguments>(arguments)...);
    }

private:
    struct Operations
    {
        R (*call)(void *storage, Arguments &&...arguments);
        /// Leaves nothing to destroy in `from`.
        void (*move)(void *from, void *to) noexcept;
        void (*destroy)(void *storage) noexcept;
    };
    static constexpr size_t inlineSize = 3 * sizeof(void *);
    static constexpr size_t inlineAlignment = alignof(void *);

    static constexpr bool fits(size_t size, size_t alignment)
    {
        return size <= inlineSize && alignment <= inlineAlignment;
    }
    template <class Held>
    static constexpr bool
        isInline = fits(sizeof(Held), alignof(Held)) && std::is_nothrow_move_constructible_v<Held>;

    template <class Held>
    static Held &held(void *storage)
    {
        return *std::launder(static_cast<Held *>(storage));
    }
    template <class Held>
    static constexpr Operations inlineOperations{
        .call = [](void *storage, Arguments &&...arguments) -> R {
            return std::invoke(held<Held>(storage), std::forward<Arguments>(arguments)...);
        },
        .move =
            [](void *from, void *to) noexcept {
                new (to) Held(std::move(held<Held>(from)));
                std::destroy_at(&held<Held>(from));
            },
        .destroy = [](void *storage) noexcept { std::destroy_at(&held<Held>(storage)); },
    };
    template <class Held>
    static constexpr Operations heapOperations{
        .call = [](void *storage, Arguments &&...arguments) -> R {
            return std::invoke(*held<Held *>(storage), std::forward<Arguments>(arguments)...);
        },
        .move = [](void *from, void *to) noexcept { new (to) Held *(held<Held *>(from)); },
        .destroy = [](void *storage) noexcept { delete held<Held *>(storage); },
    };

    void takeFrom(UniqueFunction &other) noexcept
    {
        m_operations = std::exchange(other.m_operations, nullptr);
        if (m_operations)
            m_operations->move(other.m_storage, m_storage);
    }
    void reset() noexcept
    {
        if (const auto *operations = std::exchange(m_operations, nullptr))
            operations->destroy(m_storage);
    }

    const Operations *m_operations = nullptr;
    // Mutable as the target of std::function is: a const function may change its captures.
    alignas(inlineAlignment) mutable std::byte m_storage[inlineSize];
};

/// A function that runs once, later.
using Task = UniqueFunction<void()>;

} // namespace parlance
