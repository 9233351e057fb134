package io.hv.libvirt;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An array of {@code virTypedParameter}, in memory of ours: each a name of 80 bytes, the type, and 8 bytes of value at
 * their own alignment. For one thread.
 */
final class TypedParameters implements AutoCloseable {

    private static final int BYTES = 96;
    private static final int TYPE_AT = 80;
    private static final int VALUE_AT = 88;
    /** {@code VIR_TYPED_PARAM_INT} and its siblings. */
    private static final int SIGNED_32 = 1;

    private static final int UNSIGNED_32 = 2;
    private static final int SIGNED_64 = 3;
    private static final int UNSIGNED_64 = 4;
    private static final int DOUBLE = 5;
    private static final int BOOLEAN = 6;
    private static final int STRING = 7;

    private final Memory array;
    private int count;
    private final List<Memory> texts = new ArrayList<>();

    /** Room for so many. */
    TypedParameters(int most) {
        array = new Memory((long) Math.max(1, most) * BYTES);
        array.clear();
    }

    /** One more, a text. */
    TypedParameters add(String name, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        Memory text = new Memory(bytes.length + 1L);
        text.write(0, bytes, 0, bytes.length);
        text.setByte(bytes.length, (byte) 0);
        texts.add(text);
        array.setPointer(next(name, STRING), text);
        return this;
    }

    /** One more, a {@code VIR_TYPED_PARAM_ULLONG}. */
    TypedParameters add(String name, long value) {
        array.setLong(next(name, UNSIGNED_64), value);
        return this;
    }

    private long next(String name, int type) {
        long at = (long) count++ * BYTES;
        array.setString(at, name, StandardCharsets.US_ASCII.name());
        array.setInt(at + TYPE_AT, type);
        return at + VALUE_AT;
    }

    /** For libvirt, good until this is closed. */
    Pointer pointer() {
        return array;
    }

    /** How many there are. */
    int count() {
        return count;
    }

    /** libvirt has written so many of them; those that are 64 bits wide, by name. */
    Map<String, Long> numbers(int written) {
        Map<String, Long> numbers = new HashMap<>();
        read(array, written).forEach((name, value) -> {
            if (value instanceof Long number) {
                numbers.put(name, number);
            }
        });
        return numbers;
    }

    /**
     * What libvirt has written, in memory of its own or ours, by name and in its order: {@link Integer}, {@link Long} (of
     * 64 bits without a sign, those that are too large are negative), {@link Double}, {@link Boolean} and {@link String}.
     */
    static Map<String, Object> read(Pointer parameters, int count) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            long at = (long) i * BYTES;
            Object value = value(parameters, parameters.getInt(at + TYPE_AT), at + VALUE_AT);
            if (value != null) {
                values.put(parameters.getString(at, StandardCharsets.US_ASCII.name()), value);
            }
        }
        return values;
    }

    private static @Nullable Object value(Pointer parameters, int type, long at) {
        return switch (type) {
            case SIGNED_32 -> (Object) parameters.getInt(at);
            case UNSIGNED_32 -> Integer.toUnsignedLong(parameters.getInt(at));
            case SIGNED_64, UNSIGNED_64 -> parameters.getLong(at);
            case DOUBLE -> parameters.getDouble(at);
            case BOOLEAN -> parameters.getByte(at) != 0;
            case STRING -> parameters.getPointer(at).getString(0, StandardCharsets.UTF_8.name());
            // A type that is younger than this.
            default -> null;
        };
    }

    @Override
    public void close() {
        array.close();
        texts.forEach(Memory::close);
    }
}
