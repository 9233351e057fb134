package io.hv.kvm.dump;

import io.hv.kvm.memory.Region;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * What is where in the core: the ELF header (System V ABI, chapter 4), a program header for the notes and one for each
 * region of RAM, the notes, then RAM from the next page on. A region's virtual address is its physical one, as in QEMU's
 * dumps without paging.
 */
final class CoreLayout {

    private static final int HEADER_SIZE = 64;
    private static final int PROGRAM_SIZE = 56;
    private static final int PAGE = 4096;
    private static final int ET_CORE = 4;
    private static final int EM_X86_64 = 62;
    private static final int PT_LOAD = 1;
    private static final int PT_NOTE = 4;
    private static final int ALL_RIGHTS = 7;
    private static final byte[] IDENT = {0x7f, 'E', 'L', 'F', 2, 1, 1};

    private final List<Region> regions;
    private final byte[] notes;
    private final long ram;

    CoreLayout(List<Region> regions, List<CpuDump> cpus) {
        this.regions = regions;
        this.notes = notes(cpus);
        long end = (long) notesOffset() + notes.length;
        this.ram = (end + PAGE - 1) / PAGE * PAGE;
    }

    private static byte[] notes(List<CpuDump> cpus) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        cpus.forEach(cpu -> all.writeBytes(CpuNotes.status(cpu)));
        cpus.forEach(cpu -> all.writeBytes(CpuNotes.state(cpu)));
        return all.toByteArray();
    }

    private int notesOffset() {
        return HEADER_SIZE + PROGRAM_SIZE * (1 + regions.size());
    }

    /** Where the first byte of a region is in the file. */
    long offset(Region region) {
        return ram + region.offset();
    }

    /** The length of the file. */
    long size() {
        return ram + regions.stream().mapToLong(Region::size).sum();
    }

    /** All that comes before RAM. */
    byte[] head() {
        ByteBuffer head = ByteBuffer.allocate(notesOffset() + notes.length).order(ByteOrder.LITTLE_ENDIAN);
        head.put(0, IDENT);
        head.position(16).putShort((short) ET_CORE).putShort((short) EM_X86_64).putInt(1);
        head.putLong(0).putLong(HEADER_SIZE).putLong(0).putInt(0);
        head.putShort((short) HEADER_SIZE).putShort((short) PROGRAM_SIZE);
        head.putShort((short) (1 + regions.size())).position(HEADER_SIZE);
        program(head, PT_NOTE, 0, notesOffset(), 0, notes.length);
        regions.forEach(each -> program(head, PT_LOAD, ALL_RIGHTS, offset(each), each.address(), each.size()));
        return head.put(notes).array();
    }

    private static void program(ByteBuffer to, int type, int flags, long offset, long address, long size) {
        to.putInt(type).putInt(flags).putLong(offset);
        to.putLong(address).putLong(address).putLong(size).putLong(size).putLong(0);
    }
}
