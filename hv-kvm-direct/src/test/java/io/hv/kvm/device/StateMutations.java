package io.hv.kvm.device;

import io.hv.kvm.bus.Bytes;
import io.hv.kvm.snapshot.StateNode;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** States made from a real one by changing one component: such as no device can be in, and such as one just might. */
final class StateMutations {

    private static final Bytes FAR_TOO_MANY = Bytes.of(new byte[0x10000]);

    private StateMutations() {}

    /** Values at and beyond the edges of each component. */
    static List<StateNode> extreme(StateNode state) {
        List<StateNode> mutations = new ArrayList<>();
        for (String name : state.names()) {
            extremeValues(state.get(name)).forEach(value -> mutations.add(state.with(name, value)));
        }
        return mutations;
    }

    private static List<?> extremeValues(Object value) {
        if (value instanceof Long number) {
            return List.of(
                    number + 1,
                    -1L,
                    -2L,
                    16L,
                    0x100L,
                    0x10000L,
                    -0x8000_0000L,
                    0x7fff_ffffL,
                    Long.MIN_VALUE,
                    Long.MAX_VALUE);
        } else if (value instanceof Boolean flag) {
            return List.of(!flag);
        } else if (value instanceof Bytes bytes) {
            byte[] ones = new byte[bytes.size()];
            Arrays.fill(ones, (byte) -1);
            return List.of(Bytes.EMPTY, Bytes.of(new byte[bytes.size() + 1]), FAR_TOO_MANY, Bytes.of(ones));
        }
        return List.of();
    }

    /** Values that the components' types can hold and no register can. */
    static List<StateNode> impossible(StateNode state, Class<?> type, Set<String> unbounded) {
        List<StateNode> mutations = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            if (!unbounded.contains(component.getName())) {
                impossibleValues(component.getType())
                        .forEach(value -> mutations.add(state.with(component.getName(), value)));
            }
        }
        return mutations;
    }

    private static List<?> impossibleValues(Class<?> type) {
        if (type == int.class) {
            return List.of((long) Integer.MIN_VALUE, (long) Integer.MAX_VALUE);
        } else if (type == long.class) {
            return List.of(Long.MIN_VALUE);
        }
        return type == Bytes.class ? List.of(FAR_TOO_MANY) : List.of();
    }
}
