package io.hv.kvm.snapshot;

import io.hv.kvm.bus.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes one node in {@link NodeFormat}. */
final class NodeWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Map<String, Integer> names = new HashMap<>();

    byte[] write(StateNode node) {
        out.writeBytes(NodeFormat.MAGIC);
        node(node, 0);
        return out.toByteArray();
    }

    private void node(StateNode node, int depth) {
        name(node.type());
        varint(node.names().size());
        for (String name : node.names()) {
            name(name);
            value(node.get(name), depth + 1);
        }
    }

    private void value(Object value, int depth) {
        if (depth > NodeFormat.MAX_DEPTH) {
            throw NodeFormat.tooDeep();
        }
        if (value instanceof Boolean flag) {
            out.write(flag ? NodeFormat.TRUE : NodeFormat.FALSE);
        } else if (value instanceof Long number) {
            out.write(NodeFormat.NUMBER);
            varint((number << 1) ^ (number >> 63));
        } else if (value instanceof Double real) {
            out.write(NodeFormat.REAL);
            long bits = Double.doubleToRawLongBits(real);
            for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
                out.write((int) (bits >>> shift));
            }
        } else if (value instanceof String text) {
            out.write(NodeFormat.TEXT);
            text(text);
        } else if (value instanceof Bytes bytes) {
            out.write(NodeFormat.BYTES);
            varint(bytes.size());
            out.writeBytes(bytes.toArray());
        } else if (value instanceof List<?> list) {
            out.write(NodeFormat.LIST);
            varint(list.size());
            list.forEach(each -> value(each, depth + 1));
        } else {
            out.write(NodeFormat.NODE);
            node((StateNode) value, depth);
        }
    }

    private void name(String name) {
        Integer known = names.get(name);
        if (known != null) {
            varint(known);
        } else {
            names.put(name, names.size() + 1);
            varint(0);
            text(name);
        }
    }

    private void text(String text) {
        try {
            ByteBuffer utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            varint(utf8.remaining());
            out.write(utf8.array(), utf8.arrayOffset(), utf8.remaining());
        } catch (CharacterCodingException e) {
            throw new StateFormatException("a text holds half a surrogate pair", e);
        }
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
