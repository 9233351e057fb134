package io.hv.kvm.gdb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which registers gdb is told of, and in which order (Debugging with GDB, G.5.15). Where each lies in the packet {@code g}
 * follows from that.
 */
final class RegisterTable {

    /** A group that gdb knows by its name. */
    enum Group {
        CORE("org.gnu.gdb.i386.core"),
        SSE("org.gnu.gdb.i386.sse"),
        SEGMENTS("org.gnu.gdb.i386.segments"),
        /** Not known to gdb, which shows them all the same. */
        SYSTEM("io.hv.system");

        private final String feature;

        Group(String feature) {
            this.feature = feature;
        }

        String feature() {
            return feature;
        }
    }

    /** One register, and its place in {@code g} in bytes. */
    record Entry(Group group, String name, int bits, String type, int offset) {

        int size() {
            return bits / Byte.SIZE;
        }
    }

    /** All of them, by gdb's number. */
    static final List<Entry> ENTRIES = entries();

    /** The size of {@code g}. */
    static final int SIZE = ENTRIES.get(ENTRIES.size() - 1).offset()
            + ENTRIES.get(ENTRIES.size() - 1).size();

    /** The bits of EFLAGS with a name, which is in each case the one that the processor's manuals give it. */
    private static final Map<Integer, String> EFLAGS = Map.ofEntries(
            Map.entry(0, "CF"),
            Map.entry(2, "PF"),
            Map.entry(4, "AF"),
            Map.entry(6, "ZF"),
            Map.entry(7, "SF"),
            Map.entry(8, "TF"),
            Map.entry(9, "IF"),
            Map.entry(10, "DF"),
            Map.entry(11, "OF"),
            Map.entry(14, "NT"),
            Map.entry(16, "RF"),
            Map.entry(17, "VM"),
            Map.entry(18, "AC"),
            Map.entry(19, "VIF"),
            Map.entry(20, "VIP"),
            Map.entry(21, "ID"));

    private static final Map<Integer, String> MXCSR = Map.ofEntries(
            Map.entry(0, "IE"),
            Map.entry(1, "DE"),
            Map.entry(2, "ZE"),
            Map.entry(3, "OE"),
            Map.entry(4, "UE"),
            Map.entry(5, "PE"),
            Map.entry(6, "DAZ"),
            Map.entry(7, "IM"),
            Map.entry(8, "DM"),
            Map.entry(9, "ZM"),
            Map.entry(10, "OM"),
            Map.entry(11, "UM"),
            Map.entry(12, "PM"),
            Map.entry(15, "FZ"));

    private RegisterTable() {}

    private static List<Entry> entries() {
        Builder all = new Builder();
        for (String name : List.of("rax", "rbx", "rcx", "rdx", "rsi", "rdi")) {
            all.add(Group.CORE, name, 64, "int64");
        }
        all.add(Group.CORE, "rbp", 64, "data_ptr");
        all.add(Group.CORE, "rsp", 64, "data_ptr");
        for (int i = 8; i < 16; i++) {
            all.add(Group.CORE, "r" + i, 64, "int64");
        }
        all.add(Group.CORE, "rip", 64, "code_ptr");
        all.add(Group.CORE, "eflags", 32, "i386_eflags");
        for (String name : List.of("cs", "ss", "ds", "es", "fs", "gs")) {
            all.add(Group.CORE, name, 32, "int32");
        }
        for (int i = 0; i < 8; i++) {
            all.add(Group.CORE, "st" + i, 80, "i387_ext");
        }
        for (String name : List.of("fctrl", "fstat", "ftag", "fiseg", "fioff", "foseg", "fooff", "fop")) {
            all.add(Group.CORE, name, 32, "int32");
        }
        for (int i = 0; i < 16; i++) {
            all.add(Group.SSE, "xmm" + i, 128, "vec128");
        }
        all.add(Group.SSE, "mxcsr", 32, "i386_mxcsr");
        all.add(Group.SEGMENTS, "fs_base", 64, "int64");
        all.add(Group.SEGMENTS, "gs_base", 64, "int64");
        for (String name : List.of("cr0", "cr2", "cr3", "cr4", "cr8", "efer")) {
            all.add(Group.SYSTEM, name, 64, "int64");
        }
        return List.copyOf(all.entries);
    }

    private static final class Builder {

        private final List<Entry> entries = new ArrayList<>();
        private int offset;

        void add(Group group, String name, int bits, String type) {
            Entry entry = new Entry(group, name, bits, type, offset);
            entries.add(entry);
            offset += entry.size();
        }
    }

    /** The description for gdb (Debugging with GDB, appendix G). */
    static String description() {
        StringBuilder xml = new StringBuilder("""
                <?xml version="1.0"?>
                <!DOCTYPE target SYSTEM "gdb-target.dtd">
                <target version="1.0">
                <architecture>i386:x86-64</architecture>
                """);
        for (Group group : Group.values()) {
            xml.append("<feature name=\"").append(group.feature()).append("\">\n");
            switch (group) {
                case CORE -> xml.append(flags("i386_eflags", EFLAGS));
                case SSE -> xml.append(vectors()).append(flags("i386_mxcsr", MXCSR));
                case SEGMENTS, SYSTEM -> {}
            }
            ENTRIES.stream()
                    .filter(entry -> entry.group() == group)
                    .forEach(entry -> xml.append("<reg name=\"")
                            .append(entry.name())
                            .append("\" bitsize=\"")
                            .append(entry.bits())
                            .append("\" type=\"")
                            .append(entry.type())
                            .append("\"/>\n"));
            xml.append("</feature>\n");
        }
        return xml.append("</target>\n").toString();
    }

    private static String flags(String id, Map<Integer, String> bits) {
        StringBuilder xml = new StringBuilder("<flags id=\"" + id + "\" size=\"4\">");
        new TreeMap<>(bits)
                .forEach((bit, name) -> xml.append("<field name=\"")
                        .append(name)
                        .append("\" start=\"")
                        .append(bit)
                        .append("\" end=\"")
                        .append(bit)
                        .append("\"/>"));
        return xml.append("</flags>\n").toString();
    }

    private static String vectors() {
        return vector("v4f", "ieee_single", 4)
                + vector("v2d", "ieee_double", 2)
                + vector("v16i8", "int8", 16)
                + vector("v8i16", "int16", 8)
                + vector("v4i32", "int32", 4)
                + vector("v2i64", "int64", 2)
                + "<union id=\"vec128\">"
                + field("v4_float", "v4f")
                + field("v2_double", "v2d")
                + field("v16_int8", "v16i8")
                + field("v8_int16", "v8i16")
                + field("v4_int32", "v4i32")
                + field("v2_int64", "v2i64")
                + field("uint128", "uint128")
                + "</union>\n";
    }

    private static String vector(String id, String type, int count) {
        return "<vector id=\"" + id + "\" type=\"" + type + "\" count=\"" + count + "\"/>\n";
    }

    private static String field(String name, String type) {
        return "<field name=\"" + name + "\" type=\"" + type + "\"/>";
    }
}
