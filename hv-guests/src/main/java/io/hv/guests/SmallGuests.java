package io.hv.guests;

import io.hv.guests.SmallGuest.Ending;
import io.hv.guests.SmallGuest.Mode;
import java.util.List;

/** The catalogue of small guests. Each call reads the bytes anew. */
public final class SmallGuests {

    private static final String HEX = "[0-9a-f]";
    private static final String ACCESSES = "accesses; 0 is 2^64, so for ever";
    private static final String HOLE = "physical address below 4 GiB that is not RAM";

    private static final String REGISTERS = "where the first device's registers may be; others follow in steps of 512";
    private static final String ECAM = "where the configuration space of bus 0 is mapped";

    private SmallGuests() {}

    /** Every guest, each with its own parameters unchanged. */
    public static List<SmallGuest> all() {
        return List.of(
                helloReal(),
                helloProtected(),
                helloLong(),
                helloElf32(),
                helloElf64(),
                multibootElf(),
                multibootFlat(),
                pvh(),
                echo(),
                actor(),
                counter(),
                pitTimer(),
                lapicTimer(),
                hammerOut(),
                hammerIn(),
                hammerMmioWrite(),
                hammerMmioRead(),
                smp(),
                many(),
                edges(),
                tripleFault(),
                debugExit(),
                panic(),
                powerButton(),
                portStorm(),
                virtioBlkMmio(),
                virtioBlkPci(),
                virtioConsoleMmio(),
                virtioConsolePci(),
                virtioHammer(),
                virtioNetMmio(),
                virtioNetPci(),
                generation());
    }

    /** Prints a line from real mode. 512 bytes that are a boot sector too. */
    public static SmallGuest helloReal() {
        return GuestFile.of("hello-real.bin", Mode.REAL, "prints one line")
                .prints("hello from real mode\n")
                .guest();
    }

    /** Prints a line from 32-bit protected mode. */
    public static SmallGuest helloProtected() {
        return GuestFile.of("hello-protected.bin", Mode.PROTECTED, "prints one line")
                .prints("hello from protected mode\n")
                .guest();
    }

    /** Prints a line from long mode. */
    public static SmallGuest helloLong() {
        return GuestFile.of("hello-long.bin", Mode.LONG, "prints one line")
                .prints("hello from long mode\n")
                .guest();
    }

    /** Prints a line if its 32-bit ELF was loaded right: code at 1 MiB, data at 1.25 MiB, bss after it cleared. */
    public static SmallGuest helloElf32() {
        return GuestFile.of("hello-elf32.elf", Mode.PROTECTED, "checks its data and bss, prints one line")
                .prints("hello from ELF32\n")
                .guest();
    }

    /** Prints a line if its 64-bit ELF was loaded right: code at 1 MiB, data at 1.25 MiB, bss after it cleared. */
    public static SmallGuest helloElf64() {
        return GuestFile.of("hello-elf64.elf", Mode.LONG, "checks its data and bss, prints one line")
                .prints("hello from ELF64\n")
                .guest();
    }

    /** A Multiboot 1 kernel as an ELF: prints its command line, the memory it was told of, its modules. */
    public static SmallGuest multibootElf() {
        return multiboot("multiboot.elf");
    }

    /** {@link #multibootElf()} as a flat file whose header carries the load addresses. */
    public static SmallGuest multibootFlat() {
        return multiboot("multiboot.bin");
    }

    private static SmallGuest multiboot(String file) {
        return GuestFile.of(file, Mode.PROTECTED, "prints what the boot loader told it")
                .prints("hello from multiboot\n(memory: lower H{8} upper H{8}\n)?(command line: [^\n]*\n)?"
                        .concat("(range: H{16} size H{16} type H{8}\n)*")
                        .concat("(module: [^\n]* bytes H{8} sum H{8}\n)*multiboot done\n")
                        .replace("H", HEX))
                .guest();
    }

    /**
     * A 32-bit kernel with Xen's PVH entry: checks the state in which it is entered, prints its command line, the memory it
     * was told of, its modules, and whether it was told of ACPI.
     */
    public static SmallGuest pvh() {
        return GuestFile.of("pvh-elf32.elf", Mode.PROTECTED, "prints what the boot loader told it")
                .prints("hello from pvh\nversion: H{8}\ncommand line: [^\n]*\n(range: H{16} size H{16} type H{8}\n)*"
                        .concat("(module: bytes H{8} sum H{8}\n)*(acpi root is there\n)?pvh done\n")
                        .replace("H", HEX))
                .guest();
    }

    /** Sends back each byte it receives until byte 4 (Ctrl-D). Needs COM1's interrupt (IRQ 4) and the 8259A. */
    public static SmallGuest echo() {
        return GuestFile.of("echo.bin", Mode.LONG, "echoes by UART interrupt; needs IRQ 4 and 8259A")
                .prints("echo ready\n.*\necho done\n")
                .guest();
    }

    /**
     * Plays a part for tests: greets in two lines, then ends; or stays, or echoes until Ctrl-D, or powers off when the power
     * button is pressed, even if it was pressed before the guest was up; or says nothing and stays.
     */
    public static SmallGuest actor() {
        return GuestFile.of("actor.bin", Mode.LONG, "plays a part; needs 8259A, and PM1 for the power button")
                .parameter(
                        "part",
                        "0 silent, 1 greets and stays, 2 greets and ends, 3 echoes, 4 heeds the power button and lets go of devices")
                .parameter("pm1", "first port of the PM1a event block; control is 4 ports on")
                .parameter("s5", "SLP_TYP of soft-off, 0 to 7")
                .parameter("slots", "first of the 12 ports by which slots of PCI are emptied")
                .parameter("gpe", "first port of general-purpose event block 0; enable is 2 ports on")
                .prints("hello from the guest\nready\n")
                .guest();
    }

    /**
     * Counts in a register and in memory, leaving the guest in each round in every way that {@code kinds} asks for: 1
     * port write, 2 port read, 4 MMIO write, 8 MMIO read, 16 HLT until a PIT interrupt, 32 {@code rep outsb}, 64
     * {@code rep insb}, 128 MMIO write across the end of a page. What it prints depends only on its parameters and on
     * what it reads.
     */
    public static SmallGuest counter() {
        return GuestFile.of("counter.bin", Mode.LONG, "counts, leaving the guest in every way; needs 8259A and 8254")
                .parameter("rounds", "rounds, 1 to 2^32 - 1")
                .parameter("every", "rounds between two lines, at least 1")
                .parameter("kinds", "which exits: a sum of 1, 2, 4 ... 128")
                .parameter("port", "port of the port accesses")
                .parameter("mmio", HOLE + ", a multiple of 4 KiB")
                .prints("counter started\n(count H{8} sum H{16}\n)*counter done\n".replace("H", HEX))
                .guest();
    }

    /** Counts interrupts of the 8254's channel 0 (IRQ 0). Needs the 8259A. */
    public static SmallGuest pitTimer() {
        return GuestFile.of("timer-pit.bin", Mode.LONG, "counts PIT interrupts; needs 8259A and 8254")
                .parameter("ticks", "interrupts to count, below 2^32")
                .parameter("divisor", "of 1,193,182 Hz, 2 to 65535")
                .prints("pit timer started\npit ticks H{8}\n".replace("H", HEX))
                .guest();
    }

    /** Counts periodic interrupts of the local APIC's timer. */
    public static SmallGuest lapicTimer() {
        return GuestFile.of("timer-lapic.bin", Mode.LONG, "counts local APIC timer interrupts; needs the local APIC")
                .parameter("ticks", "interrupts to count, below 2^32")
                .parameter("period", "sixteen bus clocks each, below 2^32")
                .prints("lapic timer started\nlapic ticks H{8}\n".replace("H", HEX))
                .guest();
    }

    /** The shortest loop of port writes. Prints nothing. */
    public static SmallGuest hammerOut() {
        return hammer("hammer-out.bin", "a tight loop of out", "port");
    }

    /** The shortest loop of port reads. Prints nothing. */
    public static SmallGuest hammerIn() {
        return hammer("hammer-in.bin", "a tight loop of in", "port");
    }

    /** The shortest loop of 4-byte MMIO writes. Prints nothing. */
    public static SmallGuest hammerMmioWrite() {
        return hammer("hammer-mmio-write.bin", "a tight loop of MMIO writes", HOLE);
    }

    /** The shortest loop of 4-byte MMIO reads. Prints nothing. */
    public static SmallGuest hammerMmioRead() {
        return hammer("hammer-mmio-read.bin", "a tight loop of MMIO reads", HOLE);
    }

    private static SmallGuest hammer(String file, String description, String where) {
        return GuestFile.of(file, Mode.LONG, description)
                .parameter("count", ACCESSES)
                .parameter("where", where)
                .guest();
    }

    /**
     * Wakes the other vCPUs by INIT and SIPI; each prints its number and APIC id when called. Needs as many vCPUs as its
     * parameter says (two), and RAM from 0x8000 to 0xa000 that nothing else uses.
     */
    public static SmallGuest smp() {
        return GuestFile.of("smp.bin", Mode.PROTECTED, "wakes the other vCPUs and talks to each; needs local APICs")
                .parameter("vcpus", "vCPUs in all, 2 to 65535")
                .prints("waking the others\n(vcpu H{4} apic id H{4}\n)*all answered: H{8}\n".replace("H", HEX))
                .guest();
    }

    /**
     * Wakes all other vCPUs through its local APIC in x2APIC mode, which has ids of 32 bits, and tells how many came and the
     * sum of their ids; then calls the last by its id. Needs x2APIC. Its parameter tells it how many there are.
     */
    public static SmallGuest many() {
        return GuestFile.of("many.bin", Mode.PROTECTED, "wakes any number of vCPUs in x2APIC mode")
                .parameter("vcpus", "vCPUs in all, 2 or more")
                .prints("arrived: H{8}, sum of ids: H{8}, wrong: 0{8}\nthe last came again\n".replace("H", HEX))
                .guest();
    }

    /**
     * Writes patterns to the first and last page of RAM below and above 4 GiB, and checks that beyond each end there is
     * none. Its parameters tell it where RAM is.
     */
    public static SmallGuest edges() {
        return GuestFile.of("edges.bin", Mode.LONG, "tests the first and last pages of RAM")
                .parameter("lowEnd", "end of RAM below 4 GiB, a multiple of 4 KiB, at least 2 MiB")
                .parameter("highStart", "start of RAM above 4 GiB")
                .parameter("highEnd", "its end, a multiple of 4 KiB, up to 2^47; 0 is no such RAM")
                .prints("(edges: (page|beyond) H{16} ok\n)+edges done\n".replace("H", HEX))
                .guest();
    }

    /** Prints a line and ends by a triple fault. */
    public static SmallGuest tripleFault() {
        return GuestFile.of("triple-fault.bin", Mode.PROTECTED, "ends by a triple fault")
                .prints("about to triple fault\n")
                .ends(Ending.TRIPLE_FAULT)
                .guest();
    }

    /** Prints a line and leaves by the debug port with the value of its parameter, 42. */
    public static SmallGuest debugExit() {
        return GuestFile.of("debug-exit.bin", Mode.PROTECTED, "leaves by the debug port with a value of your choice")
                .parameter("value", "the byte written, 0 to 255; the status is twice that and one")
                .prints("leaving by debug exit\n")
                .leavesWith(SmallGuest.debugExitStatus(42))
                .guest();
    }

    /** Reads what pvpanic (port 0x505) offers, reports a panic, stands still. Without the device it leaves with 35. */
    public static SmallGuest panic() {
        return GuestFile.of("panic.bin", Mode.PROTECTED, "reports a panic; needs pvpanic at port 0x505")
                .prints("panicking, pvpanic offers H{8}\n".replace("H", HEX))
                .ends(Ending.PANIC)
                .guest();
    }

    /** Waits for the ACPI power button (SCI on IRQ 9) and powers off by PM1 control. */
    public static SmallGuest powerButton() {
        return GuestFile.of("power-button.bin", Mode.LONG, "powers off when the button is pressed; needs PM1, 8259A")
                .parameter("pm1", "first port of the PM1a event block; control is 4 ports on")
                .parameter("s5", "SLP_TYP of soft-off, 0 to 7")
                .prints("waiting for the power button\npower button pressed\n")
                .ends(Ending.POWER_OFF)
                .guest();
    }

    /**
     * Writes noise of 1, 2 and 4 bytes to every port, then reads every port, sparing writes to 0x64, 0x92, 0xf4 to 0xf7,
     * 0x505, 0x604, 0x605 and 0xcf9, which may end a machine. What it prints between its first and last line is noise.
     */
    public static SmallGuest portStorm() {
        return GuestFile.of("port-storm.bin", Mode.PROTECTED, "noise on every port")
                .parameter("seed", "of the noise, 32 bits")
                .parameter("widest", "widest write in bytes: 1, 2 or 4")
                .prints("port storm\n.*\nsurvived\n")
                .guest();
    }

    /**
     * Drives a virtio-blk on memory-mapped registers: tells its capacity in sectors and its serial number, writes a pattern,
     * flushes it, reads it back and compares. The pattern's 32-bit words are their numbers on the disk times 0x9e3779b1. A
     * disk that is read-only must refuse to be written, and the sum of what is read there is told.
     */
    public static SmallGuest virtioBlkMmio() {
        return virtioBlk("virtio-blk-mmio.bin", REGISTERS);
    }

    /** {@link #virtioBlkMmio()} over PCI. */
    public static SmallGuest virtioBlkPci() {
        return virtioBlk("virtio-blk-pci.bin", ECAM);
    }

    private static SmallGuest virtioBlk(String file, String registers) {
        return GuestFile.of(file, Mode.LONG, "writes and reads a virtio-blk; needs one, and the IO-APIC to sleep")
                .parameter("registers", registers)
                .parameter("first", "the first sector of 512 bytes")
                .parameter("requests", "how many of 4 KiB are written and read, 1 or more")
                .parameter("sleeps", "0 looks for completion, 1 waits for the device's interrupt")
                .parameter("line", "the device's line at the IO-APIC")
                .parameter("broken", "1 first sends a chain that is a loop, and goes on after a reset; else 0")
                .prints("(blk needs a reset\n)?blk sectors H{8} serial [^\n]*\n"
                        .concat("(blk written and read\n|blk read-only, sum H{8}\n)(blk interrupts H{8}\n)?blk ok\n")
                        .replace("H", HEX))
                .guest();
    }

    /**
     * Sends the line {@code hello by virtio} by port 0 of a virtio-console on memory-mapped registers, then sends back what
     * it receives there, until byte 4 (Ctrl-D).
     */
    public static SmallGuest virtioConsoleMmio() {
        return virtioConsole("virtio-console-mmio.bin", REGISTERS);
    }

    /** {@link #virtioConsoleMmio()} over PCI. */
    public static SmallGuest virtioConsolePci() {
        return virtioConsole("virtio-console-pci.bin", ECAM);
    }

    private static SmallGuest virtioConsole(String file, String registers) {
        return GuestFile.of(file, Mode.LONG, "echoes by virtio-console; needs one")
                .parameter("registers", registers)
                .prints("console ready\nconsole done\n")
                .guest();
    }

    /**
     * Reads from a virtio-blk on memory-mapped registers at random, with always so many requests under way. Marks the
     * beginning and the end of what is to be measured by {@code <} and {@code >}. A Multiboot kernel, so that other monitors
     * run it too; needs 8 MiB of RAM.
     */
    public static SmallGuest virtioHammer() {
        return GuestFile.of("virtio-hammer.bin", Mode.PROTECTED, "hammers a virtio-blk with reads; needs one")
                .multiboot()
                .parameter("registers", REGISTERS)
                .parameter("depth", "requests under way at once, 1 to 32")
                .parameter("bytes", "of each, a multiple of 512 up to 65536")
                .parameter("warmup", "requests before the mark of the beginning, 1 or more")
                .parameter("count", "requests between the marks, 1 or more")
                .parameter("blocks", "of that many bytes are read, from sector 0 on: a power of two, up to 2^20")
                .prints("virtio hammer\n<>\n")
                .guest();
    }

    /**
     * Exchanges frames by a virtio-net on memory-mapped registers: one guest sends, each frame has to come back in order and
     * as it was; another one, with the same numbers but {@code echoes}, sends back what comes. It passes over frames of other
     * types than 0x88b5, and those for others. The first frame is sent to {@code peer} when the guest has said
     * {@code virtio net}; whoever is to send it back has to be there. It says {@code <} when its warm-up is over and {@code >}
     * when the frames after it are; that many, one more and the warm-up's are what it has exchanged. A Multiboot kernel, so
     * that other monitors run it too.
     */
    public static SmallGuest virtioNetMmio() {
        return virtioNet("virtio-net-mmio.bin", REGISTERS);
    }

    /** {@link #virtioNetMmio()} over PCI. */
    public static SmallGuest virtioNetPci() {
        return virtioNet("virtio-net-pci.bin", ECAM);
    }

    private static SmallGuest virtioNet(String file, String registers) {
        return GuestFile.of(
                        file, Mode.PROTECTED, "exchanges frames by a virtio-net; needs one, and the IO-APIC to sleep")
                .multiboot()
                .parameter("registers", registers)
                .parameter("echoes", "0 sends, 1 sends back")
                .parameter("bytes", "of each frame, 24 to 1514")
                .parameter("depth", "frames under way at once, 1 to 64")
                .parameter("warmup", "frames before it says that it begins, beside the first one")
                .parameter("count", "frames before it says that it has ended")
                .parameter("peer", "the MAC address of the first frame's receiver, its first byte lowest")
                .parameter("checks", "1 fills and compares each frame, 0 looks at its number and length only")
                .parameter("sleeps", "0 looks for completion, 1 waits for the device's interrupt")
                .parameter("line", "the device's line at the IO-APIC")
                .prints("virtio net\n<>\nnet frames H{8}\n(net interrupts H{8}\n)?net ok\n".replace("H", HEX))
                .guest();
    }

    /**
     * Says {@code >} when ACPI tells it of another generation id, before it does anything else: the first that a fork is
     * heard of. Where nobody tells it, it says so at once, each time. A Multiboot kernel, so that other monitors run it too.
     */
    public static SmallGuest generation() {
        return GuestFile.of(
                        "generation.bin", Mode.PROTECTED, "says when it is a copy; needs GPE0 and 8259A if it waits")
                .multiboot()
                .parameter("waits", "1: says so when it is told; 0: at once, each time")
                .parameter("times", "how often it says so; 0 is for ever")
                .parameter("touched", "pages of 4 KiB from 16 MiB on that it writes before all")
                .parameter("dirtied", "how many of them it writes each time that it has said so")
                .parameter("gpe", "the port of GPE0_STS; the enable register is 2 ports on")
                .parameter("event", "its bit there, 0 to 15")
                .prints("generation ready\n>*\ngeneration done\n")
                .guest();
    }
}
