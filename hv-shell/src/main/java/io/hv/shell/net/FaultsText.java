package io.hv.shell.net;

import io.hv.ByteSize;
import io.hv.kvm.net.LinkFaults;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What is wrong with a cable, as it is typed: {@code loss=20%,delay=5ms,seed=1}, or {@code none}. */
final class FaultsText implements ITypeConverter<LinkFaults> {

    /** For the commands' help. */
    static final String KEYS =
            "loss, corruption, duplication (chances, as 20%% or 0.2), reordering (CHANCE/TIME), delay, "
                    + "jitter (times, as 5ms; units are us, ms, s), bandwidth (bits a second, as 10M; k, M and G are powers of "
                    + "1,000), queue (a size, as 64KiB), seed (a number)";

    private static final String NONE = "none";
    private static final Pattern NUMBER = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)([A-Za-z%]*)");
    private static final Map<String, Long> NANOS = Map.of("us", 1_000L, "ms", 1_000_000L, "s", 1_000_000_000L);
    private static final Map<String, Long> BITS = Map.of("", 1L, "k", 1_000L, "m", 1_000_000L, "g", 1_000_000_000L);

    @Override
    public LinkFaults convert(String text) {
        LinkFaults faults = LinkFaults.none();
        if (text.equals(NONE)) {
            return faults;
        }
        for (String part : text.split(",", -1)) {
            try {
                faults = with(faults, part);
            } catch (ArithmeticException | IllegalArgumentException e) {
                TypeConversionException error = new TypeConversionException("'" + part + "': " + e.getMessage());
                error.initCause(e);
                throw error;
            }
        }
        return faults;
    }

    private static LinkFaults with(LinkFaults faults, String part) {
        int equals = part.indexOf('=');
        String key = equals < 0 ? part : part.substring(0, equals);
        String value = part.substring(equals + 1);
        return switch (key) {
            case "loss" -> faults.loss(chance(value));
            case "corruption" -> faults.corruption(chance(value));
            case "duplication" -> faults.duplication(chance(value));
            case "reordering" -> {
                int slash = value.indexOf('/');
                if (slash < 0) {
                    throw new IllegalArgumentException("write for example reordering=10%/5ms");
                }
                yield faults.reordering(chance(value.substring(0, slash)), time(value.substring(slash + 1)));
            }
            case "delay" -> faults.delay(time(value));
            case "jitter" -> faults.jitter(time(value));
            case "bandwidth" -> faults.bandwidth(scaled(value, BITS, "bits a second"));
            case "queue" -> faults.queue(Math.toIntExact(ByteSize.parse(value).bytes()));
            case "seed" -> faults.seed(Long.parseLong(value));
            default ->
                throw new IllegalArgumentException("the keys are loss, corruption, duplication, reordering, delay, "
                        + "jitter, bandwidth, queue, seed");
        };
    }

    private static double chance(String text) {
        Matcher matcher = number(text, "a chance");
        return switch (matcher.group(2)) {
            case "%" -> new BigDecimal(matcher.group(1)).movePointLeft(2).doubleValue();
            case "" -> Double.parseDouble(matcher.group(1));
            default -> throw new IllegalArgumentException("not a chance: '" + text + "'; write for example 20%");
        };
    }

    private static Duration time(String text) {
        return Duration.ofNanos(scaled(text, NANOS, "a time"));
    }

    private static long scaled(String text, Map<String, Long> units, String what) {
        Matcher matcher = number(text, what);
        Long unit = units.get(matcher.group(2).toLowerCase(Locale.ROOT));
        if (unit == null) {
            throw new IllegalArgumentException("not " + what + ": '" + text + "'");
        }
        return new BigDecimal(matcher.group(1))
                .multiply(BigDecimal.valueOf(unit))
                .longValueExact();
    }

    private static Matcher number(String text, String what) {
        Matcher matcher = NUMBER.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not " + what + ": '" + text + "'");
        }
        return matcher;
    }

    /** As {@link #convert} reads it back. */
    static String of(LinkFaults faults) {
        List<String> parts = new ArrayList<>();
        addChance(parts, "loss", faults.loss());
        addChance(parts, "corruption", faults.corruption());
        addChance(parts, "duplication", faults.duplication());
        if (faults.reordering() > 0) {
            parts.add("reordering=" + percent(faults.reordering()) + "/" + micros(faults.heldBack()));
        }
        addTime(parts, "delay", faults.delay());
        addTime(parts, "jitter", faults.jitter());
        faults.bandwidth().ifPresent(bits -> parts.add("bandwidth=" + bits));
        if (faults.queue() != LinkFaults.DEFAULT_QUEUE) {
            parts.add("queue=" + faults.queue());
        }
        if (faults.seed() != 0) {
            parts.add("seed=" + faults.seed());
        }
        return parts.isEmpty() ? NONE : String.join(",", parts);
    }

    private static void addChance(List<String> parts, String key, double chance) {
        if (chance > 0) {
            parts.add(key + "=" + percent(chance));
        }
    }

    private static void addTime(List<String> parts, String key, Duration time) {
        if (!time.isZero()) {
            parts.add(key + "=" + micros(time));
        }
    }

    private static String percent(double chance) {
        return plain(BigDecimal.valueOf(chance).movePointRight(2)) + "%";
    }

    private static String micros(Duration time) {
        BigDecimal nanos = BigDecimal.valueOf(time.toNanos());
        boolean wholeMillis = time.toNanos() % 1_000_000 == 0;
        return wholeMillis ? plain(nanos.movePointLeft(6)) + "ms" : plain(nanos.movePointLeft(3)) + "us";
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
