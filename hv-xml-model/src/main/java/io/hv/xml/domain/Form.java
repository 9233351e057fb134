package io.hv.xml.domain;

import io.hv.HostPath;
import io.hv.MacAddress;
import io.hv.xml.value.CpuSet;
import io.hv.xml.value.Word;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a value is written as a text, and read from it. Both throw {@link IllegalArgumentException} where that cannot be.
 * Immutable.
 */
final class Form<T> {

    /** What XML can hold. */
    private static final Pattern CHARACTERS =
            Pattern.compile("[\\t\\n\\r\\x{20}-\\x{d7ff}\\x{e000}-\\x{fffd}\\x{10000}-\\x{10ffff}]*");

    private static final Pattern BARE_UUID =
            Pattern.compile("([0-9a-fA-F]{8})([0-9a-fA-F]{4})([0-9a-fA-F]{4})([0-9a-fA-F]{4})([0-9a-fA-F]{12})");
    private static final Pattern DASHED_UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    static final Form<String> TEXT = new Form<>(text -> text, text -> text, true, true);
    /** A word or a name, whatever white space is around it. */
    static final Form<String> WORD = new Form<>(text -> text, text -> text, false);

    static final Form<Boolean> YES_NO = either("yes", "no");
    static final Form<Boolean> ON_OFF = either("on", "off");

    /** What is said by {@code yes}, and denied only by saying nothing. */
    static final Form<Boolean> YES = new Form<>(YES_NO::parse, Form::yes, false);

    static final Form<HostPath> PATH = new Form<>(HostPath::of, HostPath::path, true);
    static final Form<UUID> UUID = new Form<>(Form::uuid, java.util.UUID::toString, false);
    static final Form<MacAddress> MAC = new Form<>(MacAddress::parse, MacAddress::toString, false);
    static final Form<CpuSet> CPUS = new Form<>(CpuSet::parse, Form::notEmpty, false);
    static final Form<LocalDateTime> TIME =
            new Form<>(Form::time, DateTimeFormatter.ISO_LOCAL_DATE_TIME::format, false);

    private final Function<String, T> parse;
    private final Function<T, String> format;
    private final boolean verbatim;
    private final boolean canBeEmpty;

    /**
     * A form by two functions.
     *
     * @param verbatim whether white space around a value belongs to it
     */
    Form(Function<String, T> parse, Function<T, String> format, boolean verbatim) {
        this(parse, format, verbatim, false);
    }

    private Form(Function<String, T> parse, Function<T, String> format, boolean verbatim, boolean canBeEmpty) {
        this.parse = parse;
        this.format = format;
        this.verbatim = verbatim;
        this.canBeEmpty = canBeEmpty;
    }

    /** Reads a text. */
    T parse(String text) {
        return parse.apply(verbatim ? text : text.strip());
    }

    /** Whether an element without any text says something: an empty text. */
    boolean canBeEmpty() {
        return canBeEmpty;
    }

    /** Whether two texts are read as the same; not if one of them cannot be read. */
    boolean same(String one, String other) {
        if (one.equals(other)) {
            return true;
        }
        try {
            return parse(one).equals(parse(other));
        } catch (IllegalArgumentException e) {
            return false; // what cannot be read says something else
        }
    }

    String format(T value) {
        return checked(format.apply(value));
    }

    /** Rejects what XML cannot hold. */
    static String checked(String text) {
        if (!CHARACTERS.matcher(text).matches()) {
            throw new IllegalArgumentException("XML cannot hold a control character");
        }
        return text;
    }

    /** One of two words. */
    private static Form<Boolean> either(String yes, String no) {
        return new Form<>(
                text -> {
                    if (!text.equals(yes) && !text.equals(no)) {
                        throw new IllegalArgumentException(yes + " or " + no + " is wanted");
                    }
                    return text.equals(yes);
                },
                value -> value ? yes : no,
                false);
    }

    private static String yes(boolean value) {
        if (!value) {
            throw new IllegalArgumentException("only yes can be written; without it, it is no");
        }
        return "yes";
    }

    /** One of an enumeration's words. */
    static <E extends Enum<E> & Word> Form<E> words(Class<E> type) {
        return new Form<>(text -> word(type, text), Word::word, false);
    }

    private static <E extends Enum<E> & Word> E word(Class<E> type, String text) {
        for (E each : type.getEnumConstants()) {
            if (each.word().equals(text)) {
                return each;
            }
        }
        throw new IllegalArgumentException("one of these is wanted: "
                + Arrays.stream(type.getEnumConstants()).map(Word::word).collect(Collectors.joining(", ")));
    }

    private static String notEmpty(CpuSet set) {
        if (set.size() == 0) {
            throw new IllegalArgumentException("an empty set cannot be written");
        }
        return set.toString();
    }

    private static UUID uuid(String text) {
        if (BARE_UUID.matcher(text).matches()) {
            return uuid(BARE_UUID.matcher(text).replaceFirst("$1-$2-$3-$4-$5"));
        }
        if (!DASHED_UUID.matcher(text).matches()) {
            throw new IllegalArgumentException("a UUID of 32 hexadecimal digits is wanted");
        }
        return java.util.UUID.fromString(text);
    }

    private static LocalDateTime time(String text) {
        try {
            return LocalDateTime.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("a time such as 2030-01-31T12:00:00 is wanted", e);
        }
    }
}
