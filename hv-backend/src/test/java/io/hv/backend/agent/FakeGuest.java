package io.hv.backend.agent;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an agent does in its guest, of memory: files, programs, a clock. Used under the lock of a {@link FakeAgent}. */
final class FakeGuest {

    /**
     * What comes of a command.
     *
     * @param json empty for one that is not answered
     */
    record Answer(String command, String json) {}

    private static final class OpenFile {
        private final String path;
        private final boolean isWritten;
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private int position;

        OpenFile(String path, boolean isWritten) {
            this.path = path;
            this.isWritten = isWritten;
        }
    }

    /** A refusal. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final String errorClass;

        Refused(String errorClass, String description) {
            super(description);
            this.errorClass = errorClass;
        }
    }

    final Map<String, byte[]> files = new TreeMap<>();
    final Map<Long, OpenFile> handles = new HashMap<>();
    private final Map<Long, Map<String, Object>> programs = new HashMap<>();
    /** How many bytes it writes at once. */
    int mostAtOnce = Integer.MAX_VALUE;
    /** How often the end of a program is asked for before it comes. */
    int questionsToTheEnd = 2;

    long time = 1_700_000_000_123_456_789L;
    boolean isFrozen;
    boolean refusesShutdown;
    String lastMode = "";
    private int questions;
    private long next = 1000;

    Answer answer(String line) {
        Map<?, ?> command;
        try {
            command = (Map<?, ?>) AgentJson.read(line);
        } catch (IOException e) {
            return new Answer("", error("GenericError", "JSON parse error"));
        }
        String name = String.valueOf(command == null ? "" : command.get("execute"));
        Object arguments = command == null ? null : command.get("arguments");
        try {
            Object value = value(name, arguments instanceof Map<?, ?> map ? map : Map.of());
            return new Answer(name, value == null ? "" : AgentJson.write(Map.of("return", value)));
        } catch (Refused e) {
            return new Answer(name, error(e.errorClass, String.valueOf(e.getMessage())));
        }
    }

    private static String error(String errorClass, String description) {
        return AgentJson.write(Map.of("error", Map.of("class", errorClass, "desc", description)));
    }

    private @Nullable Object value(String name, Map<?, ?> arguments) throws Refused {
        return switch (name) {
            case "guest-sync-delimited" -> number(arguments, "id");
            case "guest-ping" -> Map.of();
            case "guest-get-time" -> time;
            case "guest-set-time" -> {
                time = number(arguments, "time");
                yield Map.of();
            }
            case "guest-get-osinfo" ->
                Map.of(
                        "id", "debian",
                        "pretty-name", "Debian GNU/Linux 12 (bookworm)",
                        "version-id", "12",
                        "kernel-release", "6.1.0",
                        "machine", "x86_64");
            case "guest-network-get-interfaces" -> interfaces();
            case "guest-fsfreeze-status" -> isFrozen ? "frozen" : "thawed";
            case "guest-fsfreeze-freeze", "guest-fsfreeze-thaw" -> {
                isFrozen = name.endsWith("freeze-freeze");
                yield 3L;
            }
            case "guest-shutdown" -> shutdown(text(arguments, "mode"));
            case "guest-exec" -> Map.of("pid", start(arguments));
            case "guest-exec-status" -> status(number(arguments, "pid"));
            case "guest-file-open" -> open(text(arguments, "path"), text(arguments, "mode"));
            case "guest-file-read" -> read(arguments);
            case "guest-file-write" -> write(arguments);
            case "guest-file-flush" -> {
                OpenFile unused = file(arguments);
                yield Map.of();
            }
            case "guest-file-close" -> close(arguments);
            default -> throw new Refused("CommandNotFound", "The command " + name + " has not been found");
        };
    }

    private static List<Map<String, Object>> interfaces() {
        return List.of(
                Map.of(
                        "name",
                        "lo",
                        "ip-addresses",
                        List.of(Map.of("ip-address-type", "ipv4", "ip-address", "127.0.0.1", "prefix", 8L))),
                Map.of(
                        "name", "eth0",
                        "hardware-address", "52:54:00:00:00:01",
                        "ip-addresses",
                                List.of(
                                        Map.of("ip-address", "10.0.2.15", "prefix", 24L),
                                        Map.of("ip-address", "fe80::1%eth0", "prefix", 64L))),
                Map.of("name", "tun0"));
    }

    private @Nullable Object shutdown(String mode) throws Refused {
        if (refusesShutdown) {
            throw new Refused("GenericError", "child process has failed to shutdown");
        }
        lastMode = mode;
        return null;
    }

    // ---- programs

    private long start(Map<?, ?> arguments) throws Refused {
        String program = text(arguments, "path");
        List<?> words = arguments.get("arg") instanceof List<?> list ? list : List.of();
        Map<String, Object> end = new LinkedHashMap<>(Map.of("exited", true));
        byte[] input = bytes(arguments, "input-data");
        switch (program) {
            case "echo" -> end.putAll(ended(0, String.valueOf(words.get(0)), ""));
            case "cat" -> end.putAll(ended(0, new String(input, StandardCharsets.ISO_8859_1), ""));
            case "env" -> end.putAll(ended(0, String.valueOf(arguments.get("env")), ""));
            case "false" -> end.putAll(ended(1, "", "no\n"));
            case "much" -> {
                end.putAll(ended(0, "a part", "another"));
                end.put("out-truncated", true);
                end.put("err-truncated", true);
            }
            case "killed" -> end.put("signal", 9L);
            case "sleep" -> end.put("exited", false);
            default -> throw new Refused("GenericError", "Failed to execute child process \u201c" + program + "\u201d");
        }
        if (Boolean.FALSE.equals(arguments.get("capture-output"))) {
            end.remove("out-data");
            end.remove("err-data");
        }
        programs.put(++next, end);
        questions = 0;
        return next;
    }

    private static Map<String, Object> ended(long code, String output, String errors) {
        Map<String, Object> end = new HashMap<>(Map.of("exitcode", code));
        if (!output.isEmpty()) {
            end.put("out-data", base64(output.getBytes(StandardCharsets.ISO_8859_1)));
        }
        if (!errors.isEmpty()) {
            end.put("err-data", base64(errors.getBytes(StandardCharsets.ISO_8859_1)));
        }
        return end;
    }

    private Object status(long process) throws Refused {
        Map<String, Object> end = programs.get(process);
        if (end == null) {
            throw new Refused("GenericError", "PID " + process + " does not exist");
        }
        questions++;
        return questions < questionsToTheEnd ? Map.of("exited", false) : end;
    }

    // ---- files

    private long open(String path, String mode) throws Refused {
        boolean isWritten = mode.equals("wb");
        if (!isWritten && !files.containsKey(path)) {
            throw new Refused("GenericError", "failed to open file '" + path + "': No such file or directory");
        }
        handles.put(++next, new OpenFile(path, isWritten));
        return next;
    }

    private OpenFile file(Map<?, ?> arguments) throws Refused {
        OpenFile file = handles.get(number(arguments, "handle"));
        if (file == null) {
            throw new Refused("GenericError", "handle has not been found");
        }
        return file;
    }

    private Object read(Map<?, ?> arguments) throws Refused {
        OpenFile file = file(arguments);
        byte[] all = files.getOrDefault(file.path, new byte[0]);
        int count = (int) Math.min(number(arguments, "count"), all.length - file.position);
        byte[] piece = Arrays.copyOfRange(all, file.position, file.position + count);
        file.position += count;
        return Map.of("count", (long) count, "buf-b64", base64(piece), "eof", file.position == all.length);
    }

    private Object write(Map<?, ?> arguments) throws Refused {
        byte[] bytes = bytes(arguments, "buf-b64");
        int count = Math.min(bytes.length, mostAtOnce);
        file(arguments).written.write(bytes, 0, count);
        return Map.of("count", (long) count, "eof", false);
    }

    private Object close(Map<?, ?> arguments) throws Refused {
        OpenFile file = file(arguments);
        handles.values().remove(file);
        if (file.isWritten) {
            files.put(file.path, file.written.toByteArray());
        }
        return Map.of();
    }

    private static long number(Map<?, ?> arguments, String name) {
        return arguments.get(name) instanceof Long number ? number : -1;
    }

    private static String text(Map<?, ?> arguments, String name) {
        return String.valueOf(arguments.get(name));
    }

    private static byte[] bytes(Map<?, ?> arguments, String name) {
        return arguments.get(name) instanceof String text ? Base64.getDecoder().decode(text) : new byte[0];
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
