#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdlib>
#include <iterator>
#include <type_traits>
#include <utility>

namespace trading::base {

// The fields of an aggregate in the order of their declaration, found by the compiler, so that a new field takes part in
// whatever is done with all of them without a list that somebody forgets to extend. Up to `kFieldsMax` fields, no base
// classes, no C arrays.

inline constexpr std::size_t kFieldsMax = 32;

// Stands in for a value of any type; never evaluated.
struct AnyField {
    template <class Field>
    operator Field() const {  // NOLINT(google-explicit-constructor)
        std::abort();
    }
};

// An aggregate takes as many initialisers as it has fields, and no more.
template <class Aggregate, class... Found>
consteval std::size_t field_count() {
    static_assert(std::is_aggregate_v<Aggregate>, "only aggregates show their fields");
    static_assert(sizeof...(Found) <= kFieldsMax, "too many fields; extend visit_fields");
    if constexpr (std::is_empty_v<Aggregate>) {
        return 0;
    } else if constexpr (requires { Aggregate{Found{}..., AnyField{}}; }) {
        return field_count<Aggregate, Found..., AnyField>();
    } else {
        return sizeof...(Found);
    }
}

// Calls `visit` with a reference to each field, first to last.
template <class Aggregate, class Visitor>
constexpr void visit_fields(Aggregate& value, Visitor&& visit) {
    constexpr std::size_t kCount = field_count<std::remove_const_t<Aggregate>>();
    const auto each = [&visit](auto&... fields) { (visit(fields), ...); };
    if constexpr (kCount == 0) {
        static_cast<void>(value);
    }
    if constexpr (kCount == 1) {
        auto& [f1] = value;
        each(f1);
    }
    if constexpr (kCount == 2) {
        auto& [f1, f2] = value;
        each(f1, f2);
    }
    if constexpr (kCount == 3) {
        auto& [f1, f2, f3] = value;
        each(f1, f2, f3);
    }
    if constexpr (kCount == 4) {
        auto& [f1, f2, f3, f4] = value;
        each(f1, f2, f3, f4);
    }
    if constexpr (kCount == 5) {
        auto& [f1, f2, f3, f4, f5] = value;
        each(f1, f2, f3, f4, f5);
    }
    if constexpr (kCount == 6) {
        auto& [f1, f2, f3, f4, f5, f6] = value;
        each(f1, f2, f3, f4, f5, f6);
    }
    if constexpr (kCount == 7) {
        auto& [f1, f2, f3, f4, f5, f6, f7] = value;
        each(f1, f2, f3, f4, f5, f6, f7);
    }
    if constexpr (kCount == 8) {
        auto& [f1, f2, f3, f4, f5, f6, f7, f8] = value;
        each(f1, f2, f3, f4, f5, f6, f7, f8);
    }
    if constexpr (kCount == 9) {
        auto& [f1, f2, f3, f4, f5, f6, f7, f8, f9] = value;
        each(f1, f2, f3, f4, f5, f6, f7, f8, f9);
    }
    if constexpr (kCount == 10) {
        auto& [f1, f2, f3, f4, f5, f6, f7, f8, f9, f10] = value;
        each(f1, f2, f3, f4, f5, f6, f7, f8, f9, f10);
    }
    if constexpr (kCount == 11) {
        auto& [f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11] = value;
        each(f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11);
    }
    if constexpr (kCount == 12) {
        auto& [f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12] = value;
        each(f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12);
    }
    if constexpr (kCount == 13) {
        auto& [f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13] = value;
        each(f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13);
    }
    if constexpr (kCount == 14) {
        auto& [f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14] = value;
        each(f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14);
    }
    if constexpr (kCount == 15) {
        auto& [f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15] = value;
        each(f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15);
    }
    if constexpr (kCount == 16) {
        auto& [f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16] = value;
        each(f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16);
    }
    if constexpr (kCount == 17) {
        auto& [f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17] = value;
        each(f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17);
    }
    if constexpr (kCount == 18) {
        auto& [f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18] = value;
        each(f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18);
    }
    if constexpr (kCount == 19) {
        auto& [f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, f19] = value;
        each(f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, f19);
    }
    if constexpr (kCount == 20) {
        auto& [f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, f19, f20] = value;
        each(f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, f19, f20);
    }
    if constexpr (kCount == 21) {
        auto& [f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, f19, f20, f21] = value;
        each(f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, f19, f20, f21);
    }
    if constexpr (kCount == 22) {
        auto& [
            f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, f19, f20, f21, f22
        ] = value;
        each(f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, f19, f20, f21, f22);
    }
    if constexpr (kCount == 23) {
        auto& [
            f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, f19, f20, f21, f22, f23
        ] = value;
        each(f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, f19, f20, f21, f22, f23);
    }
    if constexpr (kCount == 24) {
        auto& [
            f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, f19, f20, f21, f22, f23,
            f24
        ] = value;
        each(
            f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, f19, f20, f21, f22, f23,
            f24
        );
    }
    if constexpr (kCount == 25) {
        auto& [
            f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, f19, f20, f21, f22, f23,
            f24, f25
        ] = value;
        each(
            f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, f19, f20, f21, f22, f23,
            f24, f25
        );
    }
    if constexpr (kCount == 26) {
        auto& [
            f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, f19, f20, f21, f22, f23,
            f24, f25, f26
        ] = value;
        each(
            f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, f19, f20, f21, f22, f23,
            f24, f25, f26
        );
    }
    if constexpr (kCount == 27) {
        auto& [
            f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, f19, f20, f21, f22, f23,
            f24, f25, f26, f27
        ] = value;
        each(
            f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, f19, f20, f21, f22, f23,
            f24, f25, f26, f27
        );
    }
    if constexpr (kCount == 28) {
        auto& [
            f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, f19, f20, f21, f22, f23,
            f24, f25, f26, f27, f28
        ] = value;
        each(
            f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, f19, f20, f21, f22, f23,
            f24, f25, f26, f27, f28
        );
    }
    if constexpr (kCount == 29) {
        auto& [
            f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, f19, f20, f21, f22, f23,
            f24, f25, f26, f27, f28, f29
        ] = value;
        each(
            f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, f19, f20, f21, f22, f23,
            f24, f25, f26, f27, f28, f29
        );
    }
    if constexpr (kCount == 30) {
        auto& [
            f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, f19, f20, f21, f22, f23,
            f24, f25, f26, f27, f28, f29, f30
        ] = value;
        each(
            f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, f19, f20, f21, f22, f23,
            f24, f25, f26, f27, f28, f29, f30
        );
    }
    if constexpr (kCount == 31) {
        auto& [
            f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, f19, f20, f21, f22, f23,
            f24, f25, f26, f27, f28, f29, f30, f31
        ] = value;
        each(
            f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, f19, f20, f21, f22, f23,
            f24, f25, f26, f27, f28, f29, f30, f31
        );
    }
    if constexpr (kCount == 32) {
        auto& [
            f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, f19, f20, f21, f22, f23,
            f24, f25, f26, f27, f28, f29, f30, f31, f32
        ] = value;
        each(
            f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, f19, f20, f21, f22, f23,
            f24, f25, f26, f27, f28, f29, f30, f31, f32
        );
    }
}

// Moves the elements of each field of `from` to the end of the same field of `into`; all fields are containers.
template <class Aggregate>
void append_fields(Aggregate& into, Aggregate&& from) {
    std::array<void*, kFieldsMax> sources{};
    std::size_t index = 0;
    visit_fields(from, [&](auto& field) { sources[index++] = &field; });
    index = 0;
    visit_fields(into, [&]<class Field>(Field& field) {
        Field& more = *static_cast<Field*>(sources[index++]);
        field.insert(field.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    });
}

}  // namespace trading::base
