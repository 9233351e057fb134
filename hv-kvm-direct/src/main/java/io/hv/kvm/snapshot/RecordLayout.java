package io.hv.kvm.snapshot;

import io.hv.kvm.bus.Bytes;
import io.hv.kvm.bus.Later;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a record class looks: its name in saved states, its components, its canonical constructor. */
final class RecordLayout {

    private static final ClassValue<RecordLayout> LAYOUTS = new ClassValue<>() {
        @Override
        protected RecordLayout computeValue(Class<?> type) {
            return new RecordLayout(type);
        }
    };

    private final String name;
    private final List<Component> components;
    private final Constructor<?> constructor;

    private RecordLayout(Class<?> type) {
        // Without its package: a class may move to another one and still read its old states.
        int prefix = type.getPackageName().isEmpty() ? 0 : type.getPackageName().length() + 1;
        name = type.getName().substring(prefix).replace('$', '.');
        RecordComponent[] parts = type.getRecordComponents();
        components = Arrays.stream(parts)
                .map(part -> new Component(
                        part.getName(),
                        part.getGenericType(),
                        opened(part.getAccessor()),
                        part.isAnnotationPresent(Later.class) ? absent(part) : Optional.empty()))
                .toList();
        Class<?>[] parameters =
                Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            constructor = opened(type.getDeclaredConstructor(parameters));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type + " is a record without a canonical constructor", e);
        }
    }

    private static Optional<Object> absent(RecordComponent part) {
        if (part.getType() == boolean.class) {
            return Optional.of(false);
        }
        if (part.getType() == List.class) {
            return Optional.of(List.of());
        }
        if (part.getType() == String.class) {
            return Optional.of("");
        }
        if (part.getType() == Bytes.class) {
            return Optional.of(Bytes.EMPTY);
        }
        if (part.getType() == int.class || part.getType() == long.class) {
            return Optional.of(0L);
        }
        throw new IllegalStateException(part + " can be neither false nor zero nor empty");
    }

    static RecordLayout of(Class<? extends Record> type) {
        return LAYOUTS.get(type);
    }

    String name() {
        return name;
    }

    List<Component> components() {
        return components;
    }

    /** A new record; a refusal by its constructor is the fault of the saved state. */
    Object create(String path, Object... arguments) {
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw new StateFormatException(path + ": " + e.getTargetException().getMessage(), e.getTargetException());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(name, e);
        }
    }

    private static <T extends AccessibleObject> T opened(T member) {
        if (!member.trySetAccessible()) {
            throw new StateFormatException(member + " is out of reach: open its package to module io.hv.kvm");
        }
        return member;
    }

    /**
     * A component.
     *
     * @param absent what it is where it is not there; nothing where it must be
     */
    record Component(String name, Type type, Method accessor, Optional<Object> absent) {

        /** Whether it need not be written. */
        boolean isLeftOut(Object described) {
            return absent.filter(described::equals).isPresent();
        }

        @Nullable
        Object read(Record owner) {
            try {
                return accessor.invoke(owner);
            } catch (ReflectiveOperationException e) {
                throw new StateFormatException(name + " could not be read", e);
            }
        }
    }
}
