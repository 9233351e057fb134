package io.hv.kvm.snapshot;

import io.hv.kvm.bus.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one node in {@link NodeFormat}. Trusts nothing: a count is believed only as far as there are bytes left to fill
 * it, so what is allocated stays in proportion to what came in.
 */
final class NodeReader {

    private final ByteBuffer in;
    private final List<String> names = new ArrayList<>();

    NodeReader(byte[] encoded) {
        in = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN);
    }

    StateNode read() {
        byte[] magic = new byte[NodeFormat.MAGIC.length];
        if (in.remaining() < magic.length) {
            throw new StateFormatException("no saved state: only " + in.remaining() + " bytes");
        }
        in.get(magic);
        int version = magic.length - 1;
        if (!Arrays.equals(magic, 0, version, NodeFormat.MAGIC, 0, version)) {
            throw new StateFormatException("no saved state: it starts with " + Bytes.of(magic));
        }
        if (magic[version] != NodeFormat.MAGIC[version]) {
            throw new StateFormatException("saved state of format " + magic[version] + "; this version reads format "
                    + NodeFormat.MAGIC[version]);
        }
        StateNode node = node(0);
        if (in.hasRemaining()) {
            throw wrong(in.remaining() + " bytes follow the state");
        }
        return node;
    }

    private StateNode node(int depth) {
        String type = name();
        int count = count();
        Map<String, Object> components = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String name = name();
            if (components.put(name, value(depth + 1)) != null) {
                throw wrong(type + " has two components " + name);
            }
        }
        return new StateNode(type, components);
    }

    private Object value(int depth) {
        if (depth > NodeFormat.MAX_DEPTH) {
            throw NodeFormat.tooDeep();
        }
        int tag = next();
        return switch (tag) {
            case NodeFormat.FALSE -> false;
            case NodeFormat.TRUE -> true;
            case NodeFormat.NUMBER -> number();
            case NodeFormat.REAL -> real();
            case NodeFormat.TEXT -> text();
            case NodeFormat.BYTES -> bytes();
            case NodeFormat.LIST -> list(depth);
            case NodeFormat.NODE -> node(depth);
            default -> throw wrong("unknown tag " + tag);
        };
    }

    private List<Object> list(int depth) {
        int count = count();
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(value(depth + 1));
        }
        return Collections.unmodifiableList(values);
    }

    private String name() {
        long number = varint();
        if (number == 0) {
            String name = text();
            names.add(name);
            return name;
        }
        if (number < 0 || number > names.size()) {
            throw wrong("name number " + Long.toUnsignedString(number) + " of " + names.size());
        }
        return names.get((int) number - 1);
    }

    private String text() {
        ByteBuffer utf8 = ByteBuffer.wrap(bytes().toArray());
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
        } catch (CharacterCodingException e) {
            throw new StateFormatException(at("a text is not UTF-8"), e);
        }
    }

    private Bytes bytes() {
        int length = count();
        Bytes bytes = Bytes.copyOf(in.array(), in.position(), length);
        in.position(in.position() + length);
        return bytes;
    }

    private long number() {
        long zigzag = varint();
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }

    private double real() {
        if (in.remaining() < Double.BYTES) {
            throw wrong("the state ends inside a number");
        }
        return in.getDouble();
    }

    /** How many bytes or elements follow; each element takes at least one byte. */
    private int count() {
        long count = varint();
        if (count < 0 || count > in.remaining()) {
            throw wrong("a length of " + Long.toUnsignedString(count) + " with " + in.remaining() + " bytes left");
        }
        return (int) count;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int group = next();
            if (shift == 63 && group > 1) {
                break;
            }
            value |= (long) (group & 0x7f) << shift;
            if ((group & 0x80) == 0) {
                return value;
            }
        }
        throw wrong("a number has more than 64 bits");
    }

    private int next() {
        if (!in.hasRemaining()) {
            throw wrong("the state ends too early");
        }
        return in.get() & 0xff;
    }

    private StateFormatException wrong(String what) {
        return new StateFormatException(at(what));
    }

    private String at(String what) {
        return what + " (at byte " + in.position() + " of " + in.limit() + ")";
    }
}
