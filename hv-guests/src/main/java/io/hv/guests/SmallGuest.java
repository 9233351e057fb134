package io.hv.guests;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A small guest: its bytes, how to enter it, what it prints and how it ends. Immutable, safe for any thread.
 */
public final class SmallGuest {

    /** Where the first parameter of a flat guest is; each takes {@link #PARAMETER_SIZE} bytes. */
    public static final int PARAMETERS_OFFSET = 16;

    /** Bytes of a parameter: an unsigned little-endian number. */
    public static final int PARAMETER_SIZE = 8;

    /** The status of a machine whose guest left by the debug port and found all well. */
    public static final int PASSED = 33;

    /** The status of a machine whose guest left by the debug port and found something wrong. */
    public static final int FAILED = 35;

    /** What the bytes are. */
    public enum Format {
        /** Loaded as they are, at {@link SmallGuest#loadAddress()}. */
        FLAT,
        /** An ELF file, 32 or 64 bits by its mode. */
        ELF,
        /** A Multiboot 1 kernel. */
        MULTIBOOT,
        /** An ELF kernel with Xen's PVH entry. */
        PVH
    }

    /** The mode of the processor at entry. */
    public enum Mode {
        /** Real mode, 16 bits. */
        REAL,
        /** Protected mode without paging, 32 bits. */
        PROTECTED,
        /** Long mode, 64 bits. */
        LONG
    }

    /** How a guest ends. */
    public enum Ending {
        /** A write to the debug-exit port; {@link SmallGuest#exitStatus()} says with which status. */
        DEBUG_EXIT,
        /** ACPI soft-off. */
        POWER_OFF,
        /** A triple fault: the processor shuts down. */
        TRIPLE_FAULT,
        /** A panic told to pvpanic; the processor then stands still with interrupts off. */
        PANIC
    }

    /**
     * A number that a guest's user may change.
     *
     * @param name its name
     * @param offset where it is in {@link SmallGuest#bytes()}
     * @param description what it does, its unit and range
     */
    public record Parameter(String name, int offset, String description) {}

    private final String name;
    private final String description;
    private final Format format;
    private final Mode mode;
    private final long loadAddress;
    private final byte[] bytes;
    private final List<Parameter> parameters;
    private final Pattern console;
    private final Ending ending;
    private final int exitStatus;

    SmallGuest(
            String name,
            String description,
            Format format,
            Mode mode,
            long loadAddress,
            byte[] bytes,
            List<Parameter> parameters,
            Pattern console,
            Ending ending,
            int exitStatus) {
        this.name = name;
        this.description = description;
        this.format = format;
        this.mode = mode;
        this.loadAddress = loadAddress;
        this.bytes = bytes;
        this.parameters = parameters;
        this.console = console;
        this.ending = ending;
        this.exitStatus = exitStatus;
    }

    /** Its name, unique in {@link SmallGuests#all()}. */
    public String name() {
        return name;
    }

    /** What it does, and what it needs beyond COM1 and the debug-exit port. */
    public String description() {
        return description;
    }

    /** What the bytes are. */
    public Format format() {
        return format;
    }

    /** The mode of the processor at entry. */
    public Mode mode() {
        return mode;
    }

    /** The physical address of the first byte; for all but {@link Format#FLAT} the file decides. */
    public long loadAddress() {
        return loadAddress;
    }

    /** The physical address of the first instruction: a flat guest's first byte. For other formats the file decides. */
    public long entry() {
        return loadAddress;
    }

    /** A copy of the file. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Its parameters, in order of their offsets. */
    public List<Parameter> parameters() {
        return parameters;
    }

    /** What it prints, from the first byte to the last. With other parameters than its own it may print more or less. */
    public Pattern console() {
        return console;
    }

    /** How it ends. */
    public Ending ending() {
        return ending;
    }

    /** The status with which it leaves by the debug-exit port; empty where it ends otherwise. */
    public OptionalInt exitStatus() {
        return ending == Ending.DEBUG_EXIT ? OptionalInt.of(exitStatus) : OptionalInt.empty();
    }

    /**
     * The value of a parameter.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public long value(String parameter) {
        return little(bytes).getLong(find(parameter).offset());
    }

    /**
     * The same guest with one parameter changed.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public SmallGuest with(String parameter, long value) {
        byte[] changed = bytes.clone();
        little(changed).putLong(find(parameter).offset(), value);
        int status = parameter.equals("value") && ending == Ending.DEBUG_EXIT ? debugExitStatus(value) : exitStatus;
        return new SmallGuest(
                name, description, format, mode, loadAddress, changed, parameters, console, ending, status);
    }

    /** The status that isa-debug-exit makes of a byte. */
    static int debugExitStatus(long value) {
        return (int) ((value & 0xff) << 1 | 1);
    }

    private Parameter find(String parameter) {
        Objects.requireNonNull(parameter, "parameter");
        return parameters.stream()
                .filter(p -> p.name().equals(parameter))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("guest " + name + " has no parameter '" + parameter
                        + "'; it has "
                        + parameters.stream().map(Parameter::name).toList()));
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public String toString() {
        return "SmallGuest[" + name + ", " + format + ", " + mode + ", " + bytes.length + " bytes]";
    }
}
