package io.hv.kvm.gdb;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Answers the packets that begin with {@code q}: what the stub can do, which threads there are, commands for people. */
final class Queries {

    private static final String UNKNOWN = "";
    private static final String FEATURES = "qXfer:features:read:target.xml:";
    private static final String THREAD_INFO = "qThreadExtraInfo,";
    private static final String COMMAND = "qRcmd,";
    private static final String HELP = """
            registers  all registers of this vCPU, with the descriptors
            reset      as by a reset button; the guest stands still at its first instruction then
            """;

    private final Target target;

    Queries(Target target) {
        this.target = target;
    }

    String answer(String packet, int vcpu, int current) {
        if (packet.startsWith("qSupported")) {
            return "PacketSize=" + Integer.toHexString(PacketDecoder.MOST)
                    + ";qXfer:features:read+;QStartNoAckMode+;vContSupported+;swbreak+;hwbreak+";
        }
        if (packet.startsWith(FEATURES)) {
            return part(RegisterTable.description(), new Words(packet, FEATURES.length()));
        }
        if (packet.startsWith(THREAD_INFO)) {
            int thread = new Words(packet, THREAD_INFO.length()).small(target.vcpus());
            if (thread == 0) {
                throw GdbError.invalid("there is no thread 0");
            }
            return Words.hex(target.describe(thread - 1));
        }
        if (packet.startsWith(COMMAND)) {
            byte[] words = new Words(packet, COMMAND.length()).bytes();
            return Words.hex(command(new String(words, StandardCharsets.UTF_8).strip(), vcpu));
        }
        return switch (packet) {
            case "qfThreadInfo" ->
                "m"
                        + IntStream.rangeClosed(1, target.vcpus())
                                .mapToObj(Integer::toHexString)
                                .collect(Collectors.joining(","));
            case "qsThreadInfo" -> "l";
            case "qC" -> "QC" + Integer.toHexString(current + 1);
            // The machine was there before gdb: it is let go, not ended, when gdb quits.
            case "qAttached" -> "1";
            default -> UNKNOWN;
        };
    }

    /** A part of a document: {@code offset,length}. */
    private static String part(String document, Words words) {
        int offset = words.small(Integer.MAX_VALUE);
        words.skip(',');
        int length = Math.min(words.small(Integer.MAX_VALUE), PacketDecoder.MOST - 4);
        if (offset > document.length()) {
            throw GdbError.invalid("the document ends before");
        }
        int end = (int) Math.min(document.length(), (long) offset + length);
        return (end < document.length() ? "m" : "l") + document.substring(offset, end);
    }

    private String command(String words, int vcpu) {
        return switch (words) {
            case "registers" -> {
                CpuRegisters registers = target.registers(vcpu);
                yield registers.general().dump() + "\n" + registers.system().dump() + "\n";
            }
            case "reset" -> {
                target.reset();
                yield "reset\n";
            }
            case "help" -> HELP;
            default -> "hv does not know '" + words + "'; it knows\n" + HELP;
        };
    }
}
