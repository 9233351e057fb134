package io.hv.kvm.boot.smbios;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hv.kvm.memory.GuestMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The tables as a guest finds them: from the anchor in the upper half of the BIOS area on. */
final class GuestSmbios {

    private final byte[] entry;
    private final byte[] table;

    private GuestSmbios(byte[] entry, byte[] table) {
        this.entry = entry;
        this.table = table;
    }

    byte[] entry() {
        return entry.clone();
    }

    byte[] table() {
        return table.clone();
    }

    List<Found> structures() {
        return parse(table);
    }

    /** A structure: all of it that is formatted, and its strings. */
    record Found(int type, int handle, ByteBuffer bytes, List<String> strings) {
        String string(int at) {
            return strings.get(bytes.get(at) - 1);
        }
    }

    static GuestSmbios find(GuestMemory memory) {
        long at = 0xf0000;
        while (!new String(memory.read(at, 5), StandardCharsets.US_ASCII).equals("_SM3_")) {
            at += 16;
        }
        byte[] entry = memory.read(at, memory.getByte(at + 6));
        byte[] table = memory.read(memory.getLong(at + 16), memory.getInt(at + 12));
        return new GuestSmbios(entry, table);
    }

    static List<Found> parse(byte[] table) {
        List<Found> all = new ArrayList<>();
        int at = 0;
        while (at < table.length) {
            ByteBuffer bytes = ByteBuffer.wrap(table, at, table[at + 1]).slice().order(ByteOrder.LITTLE_ENDIAN);
            int next = at + table[at + 1];
            List<String> strings = new ArrayList<>();
            while (table[next] != 0) {
                int end = next;
                while (table[end] != 0) {
                    end++;
                }
                strings.add(new String(table, next, end - next, StandardCharsets.UTF_8));
                next = end + 1;
            }
            next += strings.isEmpty() ? 2 : 1;
            all.add(new Found(bytes.get(0), bytes.getShort(2), bytes, strings));
            at = next;
        }
        assertEquals(table.length, at);
        return all;
    }

    Found only(int type) {
        List<Found> found = structures().stream().filter(s -> s.type() == type).toList();
        assertEquals(1, found.size(), () -> "type " + type);
        return found.get(0);
    }
}
