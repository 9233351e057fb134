package io.hv.kvm.boot;

import static io.hv.kvm.boot.BootException.hex;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The headers of an x86 ELF executable, checked, and its way into memory (System V ABI, generic: ELF header and program
 * header).
 */
final class ElfImage {

    private static final int MAGIC = 0x464c457f;
    private static final int CLASS_32 = 1;
    private static final int CLASS_64 = 2;
    private static final int LITTLE_ENDIAN = 1;
    private static final int TYPE_EXECUTABLE = 2;
    private static final int MACHINE_386 = 3;
    private static final int MACHINE_X86_64 = 62;
    private static final int IDENTIFICATION_SIZE = 16;
    private static final int HEADER_SIZE_32 = 52;
    private static final int HEADER_SIZE_64 = 64;
    private static final int PROGRAM_HEADER_SIZE_32 = 32;
    private static final int PROGRAM_HEADER_SIZE_64 = 56;
    private static final int LOAD = 1;
    private static final int NOTE = 4;
    /** Linux has 512 bytes of notes; a bound on what is read. */
    private static final int MAX_NOTES_SIZE = 1 << 16;
    /** More than any linker makes; a bound on what is read. */
    private static final int MAX_SEGMENTS = 128;

    /** A PT_LOAD entry; numbers as the file has them, so any at all. */
    private record LoadSegment(int index, long offset, long virtual, long physical, long fileSize, long memorySize) {}

    /** A PT_NOTE entry, likewise. */
    private record NoteSegment(long offset, long size, long alignment) {}

    private final BootFile file;
    private final boolean wide;
    private final long fileEntry;
    private final List<LoadSegment> segments = new ArrayList<>();
    private final List<NoteSegment> notes = new ArrayList<>();

    private ElfImage(BootFile file, boolean wide, ByteBuffer header) {
        this.file = file;
        this.wide = wide;
        fileEntry = wide ? header.getLong(24) : Integer.toUnsignedLong(header.getInt(24));
        long tableOffset = wide ? header.getLong(32) : Integer.toUnsignedLong(header.getInt(28));
        int entrySize = Short.toUnsignedInt(header.getShort(wide ? 54 : 42));
        int count = Short.toUnsignedInt(header.getShort(wide ? 56 : 44));
        int expected = wide ? PROGRAM_HEADER_SIZE_64 : PROGRAM_HEADER_SIZE_32;
        if (count == 0 || count > MAX_SEGMENTS) {
            throw bad("it has " + count + " program headers", "link it as an executable of 1 to " + MAX_SEGMENTS);
        }
        if (entrySize != expected) {
            throw bad("its program headers have " + entrySize + " bytes, not " + expected, "link it anew");
        }
        ByteBuffer table = file.part(tableOffset, count * entrySize, "the program header table");
        for (int i = 0; i < count; i++) {
            ByteBuffer entry = table.slice(i * entrySize, entrySize).order(table.order());
            if (entry.getInt(0) == NOTE) {
                notes.add(note(entry));
            }
            LoadSegment segment = segment(entry, i);
            if (segment != null && segment.memorySize() != 0) {
                segments.add(segment);
            }
        }
        if (segments.isEmpty()) {
            throw bad("it has no segment to load", "link it as an executable");
        }
    }

    /** Whether a file begins as an ELF does. */
    static boolean isElf(BootFile file) {
        return file.size() >= Integer.BYTES
                && file.part(0, Integer.BYTES, "the magic").getInt(0) == MAGIC;
    }

    /** Reads and checks the headers; nothing is placed yet. */
    static ElfImage of(BootFile file) {
        if (!isElf(file)) {
            throw new BootException(file.name(), "it is not an ELF file: the magic is missing", "give an ELF file");
        }
        ByteBuffer identification = file.part(0, IDENTIFICATION_SIZE, "the identification");
        int elfClass = identification.get(4);
        if ((elfClass != CLASS_32 && elfClass != CLASS_64) || identification.get(5) != LITTLE_ENDIAN) {
            throw new BootException(
                    file.name(),
                    "it is for another kind of machine: class " + elfClass + ", data " + identification.get(5),
                    "give a little-endian ELF for x86");
        }
        boolean wide = elfClass == CLASS_64;
        ByteBuffer header = file.part(0, wide ? HEADER_SIZE_64 : HEADER_SIZE_32, "the ELF header");
        int type = Short.toUnsignedInt(header.getShort(16));
        int machine = Short.toUnsignedInt(header.getShort(18));
        if (machine != MACHINE_386 && machine != MACHINE_X86_64) {
            throw new BootException(
                    file.name(), "it is for machine " + machine + ", not for x86 (3 or 62)", "give an ELF for x86");
        }
        if (type != TYPE_EXECUTABLE) {
            throw new BootException(
                    file.name(),
                    "its type is " + type + ", not an executable (2)",
                    "link it statically, at a fixed address");
        }
        return new ElfImage(file, wide, header);
    }

    /** Whether its class is 64 bits. */
    boolean is64() {
        return wide;
    }

    /** What to call it in messages. */
    String name() {
        return file.name();
    }

    /**
     * The physical address of its PVH entry, if a note names one. Reads the notes, which may lie anywhere in the file.
     *
     * @throws BootException if a note segment is not all there
     */
    OptionalLong pvhEntry() {
        for (NoteSegment note : notes) {
            int size = (int) Math.min(note.size(), MAX_NOTES_SIZE);
            OptionalLong entry =
                    ElfNotes.pvhEntry(file.part(note.offset(), size, "the notes"), note.alignment() == 8 ? 8 : 4);
            if (entry.isPresent()) {
                return entry;
            }
        }
        return OptionalLong.empty();
    }

    /** Whether a physical address is in one of its segments. */
    boolean covers(long address) {
        return segments.stream().anyMatch(s -> inside(address - s.physical(), s));
    }

    /**
     * Places all segments at their physical addresses and clears what the file has no bytes for.
     *
     * @return where it is entered, and where it ends
     */
    LoadedImage place(GuestLayout layout) {
        LoadedImage image = new LoadedImage(
                entry(),
                segments.stream().mapToLong(LoadSegment::physical).min().orElseThrow(),
                segments.stream()
                        .mapToLong(s -> s.physical() + s.memorySize())
                        .max()
                        .orElseThrow());
        for (LoadSegment s : segments) {
            if (Long.compareUnsigned(s.fileSize(), s.memorySize()) > 0) {
                throw bad(
                        "segment " + s.index() + " has " + hex(s.fileSize()) + " bytes in the file and only "
                                + hex(s.memorySize()) + " in memory",
                        "link it anew");
            }
            file.require(s.offset(), s.fileSize(), "segment " + s.index());
            layout.claim(file.name() + " segment " + s.index(), s.physical(), s.memorySize());
        }
        // By ascending offset: the file may be a stream.
        List<LoadSegment> inOrder = segments.stream()
                .sorted(Comparator.comparingLong(LoadSegment::offset))
                .toList();
        for (LoadSegment s : inOrder) {
            file.copyTo(layout.memory(), s.physical(), s.offset(), s.fileSize(), "segment " + s.index());
            layout.memory().fill(s.physical() + s.fileSize(), s.memorySize() - s.fileSize(), (byte) 0);
        }
        return image;
    }

    /** Linkers put there a physical address (as for a Linux vmlinux) or a virtual one; the segments tell which. */
    private long entry() {
        for (LoadSegment s : segments) {
            if (inside(fileEntry - s.physical(), s)) {
                return fileEntry;
            }
        }
        for (LoadSegment s : segments) {
            if (inside(fileEntry - s.virtual(), s)) {
                return fileEntry - s.virtual() + s.physical();
            }
        }
        throw bad("its entry " + hex(fileEntry) + " is in none of its segments", "link it with an entry symbol");
    }

    private static boolean inside(long into, LoadSegment s) {
        return Long.compareUnsigned(into, s.memorySize()) < 0;
    }

    private @Nullable LoadSegment segment(ByteBuffer h, int index) {
        if (h.getInt(0) != LOAD) {
            return null;
        }
        return wide
                ? new LoadSegment(index, h.getLong(8), h.getLong(16), h.getLong(24), h.getLong(32), h.getLong(40))
                : new LoadSegment(index, word(h, 4), word(h, 8), word(h, 12), word(h, 16), word(h, 20));
    }

    private NoteSegment note(ByteBuffer h) {
        return wide
                ? new NoteSegment(h.getLong(8), Math.max(0, h.getLong(32)), h.getLong(48))
                : new NoteSegment(word(h, 4), word(h, 16), word(h, 28));
    }

    private static long word(ByteBuffer h, int at) {
        return Integer.toUnsignedLong(h.getInt(at));
    }

    private BootException bad(String why, String remedy) {
        return new BootException(file.name(), why, remedy);
    }
}
