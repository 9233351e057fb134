package io.hv.kvm.snapshot;

import io.hv.kvm.bus.Bytes;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Between records and nodes. Every failure names the place, as in {@code UartState.received}. */
final class Binder {

    private Binder() {}

    static StateNode describe(Record state) {
        RecordLayout layout = RecordLayout.of(state.getClass());
        return describe(state, layout.name(), 0);
    }

    /** By name, in order. */
    static Map<String, Object> components(Record state) {
        RecordLayout layout = RecordLayout.of(state.getClass());
        return components(state, layout, layout.name(), 0);
    }

    static <R extends Record> R bind(StateNode node, Class<R> type) {
        return bind(node, type, RecordLayout.of(type).name());
    }

    private static StateNode describe(Record state, String path, int depth) {
        if (depth > NodeFormat.MAX_DEPTH) {
            throw NodeFormat.tooDeep();
        }
        RecordLayout layout = RecordLayout.of(state.getClass());
        return new StateNode(layout.name(), components(state, layout, path, depth));
    }

    private static Map<String, Object> components(Record state, RecordLayout layout, String path, int depth) {
        Map<String, Object> components = new LinkedHashMap<>();
        for (RecordLayout.Component component : layout.components()) {
            String place = path + "." + component.name();
            Object value = describeValue(component.read(state), place, depth + 1);
            if (!component.isLeftOut(value)) {
                components.put(component.name(), value);
            }
        }
        return components;
    }

    private static Object describeValue(@Nullable Object value, String path, int depth) {
        if (value == null) {
            throw new StateFormatException(path + " is null");
        } else if (value instanceof Boolean || value instanceof String) {
            return value;
        } else if (value instanceof Bytes || value instanceof StateNode) {
            return value;
        } else if (value instanceof Double || value instanceof Float) {
            return ((Number) value).doubleValue();
        } else if (value instanceof Number number) {
            return number.longValue();
        } else if (value instanceof Character character) {
            return (long) character;
        } else if (value instanceof Enum<?> constant) {
            return constant.name();
        } else if (value instanceof byte[] bytes) {
            return Bytes.of(bytes);
        } else if (value instanceof int[] numbers) {
            return Arrays.stream(numbers).asLongStream().boxed().toList();
        } else if (value instanceof long[] numbers) {
            return Arrays.stream(numbers).boxed().toList();
        } else if (value instanceof List<?> list) {
            List<Object> described = new ArrayList<>(list.size());
            for (Object each : list) {
                described.add(describeValue(each, path + "[" + described.size() + "]", depth + 1));
            }
            return Collections.unmodifiableList(described);
        } else if (value instanceof Record nested) {
            return describe(nested, path, depth);
        }
        throw unsupported(path, value.getClass());
    }

    private static <R extends Record> R bind(StateNode node, Class<R> type, String path) {
        RecordLayout layout = RecordLayout.of(type);
        if (!node.type().equals(layout.name())) {
            throw new StateFormatException(path + " should be a " + layout.name() + " and is a " + node.type());
        }
        checkNames(node, layout, path);
        Object[] arguments = layout.components().stream()
                .map(component -> bindValue(value(node, component), component.type(), path + "." + component.name()))
                .toArray();
        return type.cast(layout.create(path, arguments));
    }

    private static Object value(StateNode node, RecordLayout.Component component) {
        return node.has(component.name())
                ? node.get(component.name())
                : component.absent().orElseGet(() -> node.get(component.name()));
    }

    private static void checkNames(StateNode node, RecordLayout layout, String path) {
        Set<String> missing = new LinkedHashSet<>();
        layout.components().forEach(component -> missing.add(component.name()));
        Set<String> unknown = new LinkedHashSet<>(node.names());
        unknown.removeAll(missing);
        missing.removeAll(node.names());
        layout.components().stream()
                .filter(component -> component.absent().isPresent())
                .forEach(component -> missing.remove(component.name()));
        if (!missing.isEmpty() || !unknown.isEmpty()) {
            throw new StateFormatException(path + " (" + layout.name() + ")"
                    + (missing.isEmpty() ? "" : " lacks " + missing)
                    + (unknown.isEmpty() ? "" : " has unknown " + unknown));
        }
    }

    private static Object bindValue(Object value, Type declared, String path) {
        if (declared instanceof ParameterizedType list && list.getRawType() == List.class) {
            Type element = list.getActualTypeArguments()[0];
            List<Object> bound = new ArrayList<>();
            for (Object each : expect(List.class, value, path)) {
                bound.add(bindValue(each, element, path + "[" + bound.size() + "]"));
            }
            return Collections.unmodifiableList(bound);
        }
        if (declared instanceof Class<?> type) {
            return bindClass(value, type, path);
        }
        throw unsupported(path, declared);
    }

    private static Object bindClass(Object value, Class<?> type, String path) {
        if (type == boolean.class || type == Boolean.class) {
            return expect(Boolean.class, value, path);
        } else if (type == String.class || type == Bytes.class || type == StateNode.class) {
            return expect(type, value, path);
        } else if (type == double.class || type == Double.class) {
            return expect(Double.class, value, path);
        } else if (type == float.class || type == Float.class) {
            return expect(Double.class, value, path).floatValue();
        } else if (type == byte[].class) {
            return expect(Bytes.class, value, path).toArray();
        } else if (type == int[].class) {
            return numbers(value, path)
                    .mapToInt(each -> (int) Numbers.narrow(each, int.class, path))
                    .toArray();
        } else if (type == long[].class) {
            return numbers(value, path)
                    .mapToLong(each -> expect(Long.class, each, path))
                    .toArray();
        } else if (type.isEnum()) {
            return constant(expect(String.class, value, path), type, path);
        } else if (type.isRecord()) {
            return bind(expect(StateNode.class, value, path), type.asSubclass(Record.class), path);
        }
        return Numbers.narrow(value, type, path);
    }

    private static Stream<?> numbers(Object value, String path) {
        return expect(List.class, value, path).stream();
    }

    private static Object constant(String name, Class<?> type, String path) {
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        throw new StateFormatException(path + ": " + type.getSimpleName() + " has no " + name);
    }

    static <T> T expect(Class<T> type, Object value, String path) {
        if (!type.isInstance(value)) {
            throw new StateFormatException(path + " should be a " + type.getSimpleName() + " and is a "
                    + value.getClass().getSimpleName());
        }
        return type.cast(value);
    }

    static StateFormatException unsupported(String path, Type type) {
        return new StateFormatException(path + ": a " + type.getTypeName() + " cannot be part of a saved state");
    }
}
