package io.hv;

/** What is known of a guest's crash. Immutable. */
public final class CrashReport {

    private final Cause cause;
    private final String message;
    private final String registers;
    private final byte[] instructionBytes;

    private CrashReport(Cause cause, String message, String registers, byte[] instructionBytes) {
        this.cause = cause;
        this.message = message;
        this.registers = registers;
        this.instructionBytes = instructionBytes;
    }

    /**
     * A report.
     *
     * @param registers a dump for people, a block per vCPU; empty if there is none
     * @param instructionBytes the bytes at the instruction pointer; empty if they are not known
     */
    public static CrashReport of(Cause cause, String message, String registers, byte[] instructionBytes) {
        return new CrashReport(cause, message, registers, instructionBytes.clone());
    }

    /** What happened. */
    public Cause cause() {
        return cause;
    }

    /** What happened, in a sentence. */
    public String message() {
        return message;
    }

    /** The registers of each vCPU, as text for people; empty if there is none. */
    public String registers() {
        return registers;
    }

    /** A copy of the bytes at the instruction pointer; empty if they are not known. */
    public byte[] instructionBytes() {
        return instructionBytes.clone();
    }

    @Override
    public String toString() {
        return cause + ": " + message;
    }

    /** What kinds of crash there are. */
    public enum Cause {
        /** A fault while a double fault was being delivered; the processor shut down. */
        TRIPLE_FAULT,
        /** The hypervisor met an instruction or a state that it cannot run. */
        INTERNAL_ERROR,
        /** The guest's kernel said that it panicked. */
        PANIC,
        /** The host failed: memory, a file, a device. */
        HOST_FAILURE,
        /** The backend does not say. */
        UNKNOWN
    }
}
