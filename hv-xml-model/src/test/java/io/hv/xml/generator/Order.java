package io.hv.xml.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts names into an order in which each stands behind those that must come before it. Where two must come before each
 * other, because a repetition has both, or one alternative has them this way and another that way, they are a group that
 * has no order. What nothing is said about stays as it is found.
 */
final class Order {

    private final List<Name> names;
    private final boolean[][] before;

    Order(List<Name> names, Map<Name, Set<Name>> pairs) {
        this.names = names;
        int count = names.size();
        before = new boolean[count][count];
        for (int i = 0; i < count; i++) {
            for (Name each : pairs.getOrDefault(names.get(i), Set.of())) {
                before[i][names.indexOf(each)] = true;
            }
        }
        for (int via = 0; via < count; via++) {
            for (int from = 0; from < count; from++) {
                for (int to = 0; to < count; to++) {
                    before[from][to] |= before[from][via] && before[via][to];
                }
            }
        }
    }

    /** The names in their order; several together have none among each other. */
    List<List<Name>> groups() {
        List<List<Name>> groups = new ArrayList<>();
        List<Integer> left = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            left.add(i);
        }
        while (!left.isEmpty()) {
            int next = left.stream()
                    .filter(each -> isFirst(each, left))
                    .findFirst()
                    .orElseThrow();
            List<Integer> group = left.stream()
                    .filter(each -> each == next || together(each, next))
                    .toList();
            groups.add(group.stream().map(names::get).toList());
            left.removeAll(group);
        }
        return groups;
    }

    private boolean together(int one, int other) {
        return before[one][other] && before[other][one];
    }

    private boolean isFirst(int candidate, List<Integer> left) {
        return left.stream().noneMatch(each -> before[each][candidate] && !before[candidate][each]);
    }
}
