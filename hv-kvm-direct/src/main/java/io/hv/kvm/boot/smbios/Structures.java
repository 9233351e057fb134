package io.hv.kvm.boot.smbios;

import io.hv.kvm.memory.Region;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** What the tables say, structure by structure (DSP0134 3.6, 7). Numbers without a comment mean "none" or "unknown". */
final class Structures {

    private static final int NOT_GIVEN = 0xffff;
    private static final int NO_ERROR_INFORMATION = 0xfffe;
    private static final int OTHER = 1;
    private static final int UNKNOWN = 2;
    private static final int SAFE = 3;

    private static final int CHASSIS = 0x300;
    private static final int MEMORY_ARRAY = 0x1000;
    private static final long KIB = 1 << 10;
    private static final long MIB = 1 << 20;

    private final MachineIdentity machine;
    private final List<Region> ram;
    private final ByteArrayOutputStream table = new ByteArrayOutputStream();

    private Structures(MachineIdentity machine, List<Region> ram) {
        this.machine = machine;
        this.ram = ram;
    }

    /** The whole table. */
    static byte[] of(MachineIdentity machine, List<Region> ram) {
        Structures all = new Structures(machine, ram);
        all.firmware();
        all.system();
        all.chassis();
        all.processor();
        all.memoryArray();
        for (int i = 0; i < ram.size(); i++) {
            all.memoryDevice(i);
        }
        for (int i = 0; i < ram.size(); i++) {
            all.mappedAddresses(i);
        }
        all.add(new Structure(32, 0x2000).bytes(0, 0, 0, 0, 0, 0).bytes(0));
        all.add(new Structure(127, 0x7f00));
        return all.table.toByteArray();
    }

    private void add(Structure structure) {
        table.writeBytes(structure.toBytes());
    }

    private void firmware() {
        add(new Structure(0, 0)
                .string("hv")
                .string("1")
                // Where a BIOS begins: 128 KiB below 1 MiB.
                .word(0xe000)
                .string("01/01/2026")
                .bytes(1)
                // Its characteristics are not told, but: ACPI, and that this is a virtual machine.
                .qword(1 << 3)
                .bytes(0x01, 0x10)
                .bytes(1, 0, 0xff, 0xff)
                .word(0));
    }

    private void system() {
        add(new Structure(1, 0x100)
                .string("hv")
                .string("KVM virtual machine")
                .string("1")
                .string(machine.name())
                .uuid(machine.uuid())
                // Woken by the power switch.
                .bytes(6)
                .bytes(0, 0));
    }

    private void chassis() {
        add(new Structure(3, CHASSIS)
                .string("hv")
                .bytes(OTHER)
                .string("1")
                .bytes(0, 0)
                .bytes(SAFE, SAFE, SAFE, UNKNOWN)
                .dword(0)
                .bytes(0, 0, 0, 0)
                .bytes(0));
    }

    /** One package with all vCPUs as its cores, as CPUID has it. */
    private void processor() {
        int cores = Math.min(machine.vcpus(), 0xff);
        add(new Structure(4, 0x400)
                .string("CPU 0")
                // A central processor.
                .bytes(3)
                .bytes(OTHER)
                .string("hv")
                .qword(0)
                .string("virtual")
                .bytes(0)
                .word(0)
                .word(0)
                .word(0)
                // Socket populated, processor enabled.
                .bytes(0x41)
                .bytes(OTHER)
                .word(NOT_GIVEN)
                .word(NOT_GIVEN)
                .word(NOT_GIVEN)
                .bytes(0, 0, 0)
                .bytes(cores, cores, cores)
                // 64 bits.
                .word(1 << 2)
                .word(OTHER)
                .word(machine.vcpus())
                .word(machine.vcpus())
                .word(machine.vcpus()));
    }

    private void memoryArray() {
        long size = ram.stream().mapToLong(Region::size).sum();
        boolean large = size >= 1L << 41;
        add(new Structure(16, MEMORY_ARRAY)
                // On the system board, system memory, no error correction.
                .bytes(3, 3, 3)
                .dword(large ? 0x8000_0000L : size / KIB)
                .word(NO_ERROR_INFORMATION)
                .word(ram.size())
                .qword(large ? size : 0));
    }

    /** Each bank of RAM is a module. Sizes that are no whole MiB are rounded down, where KiB do not reach. */
    private void memoryDevice(int bank) {
        long size = ram.get(bank).size();
        boolean inKib = size % MIB != 0 && size / KIB < 0x7fff;
        boolean extended = !inKib && size / MIB >= 0x7fff;
        int word = inKib ? 0x8000 | (int) (size / KIB) : extended ? 0x7fff : (int) (size / MIB);
        add(new Structure(17, 0x1100 + bank)
                .word(MEMORY_ARRAY)
                .word(NO_ERROR_INFORMATION)
                .word(64)
                .word(64)
                .word(word)
                // A DIMM.
                .bytes(9)
                .bytes(0)
                .string("RAM " + bank)
                .bytes(0)
                // RAM, of another kind.
                .bytes(7)
                .word(1 << 1)
                .word(0)
                .string("hv")
                .bytes(0, 0, 0)
                .bytes(0)
                .dword(extended ? size / MIB : 0)
                .word(0)
                .word(0)
                .word(0)
                .word(0));
    }

    private void mappedAddresses(int bank) {
        Region region = ram.get(bank);
        boolean extended = region.end() / KIB > 0xffff_ffffL;
        add(new Structure(19, 0x1300 + bank)
                .dword(extended ? 0xffff_ffffL : region.address() / KIB)
                .dword(extended ? 0xffff_ffffL : region.end() / KIB - 1)
                .word(MEMORY_ARRAY)
                .bytes(1)
                .qword(extended ? region.address() : 0)
                .qword(extended ? region.end() - 1 : 0));
    }
}
