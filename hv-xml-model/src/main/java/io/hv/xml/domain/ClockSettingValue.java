package io.hv.xml.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a clock's {@code offset} and what belongs to it say what it shows. */
final class ClockSettingValue extends KindValue<ClockSetting> {

    private static final Form<Long> SECONDS = Numbers.decimal(-Numbers.ANY, Numbers.ANY);
    private static final Form<Long> INSTANT = Numbers.decimal(0, Instant.MAX.getEpochSecond());

    private static final Kinds KINDS = new Kinds(
            Set.of("@offset"),
            Map.of(
                    "utc", Set.of("@adjustment"),
                    "localtime", Set.of("@adjustment"),
                    "timezone", Set.of("@timezone"),
                    "variable", Set.of("@adjustment", "@basis"),
                    "absolute", Set.of("@start")),
            Map.of("@offset", Form.WORD, "@basis", Form.WORD, "@adjustment", SECONDS, "@start", INSTANT));

    private static final Pattern ZONE = Pattern.compile("[a-zA-Z0-9_.+/-]+");

    ClockSettingValue(Place clock) {
        super(clock, KINDS);
    }

    @Override
    @Nullable
    ClockSetting read() {
        ClockElement clock = new ClockElement(place);
        ClockElement.Offset offset = clock.offset().read();
        if (offset == null) {
            if (attributes.text("adjustment") != null
                    || attributes.text("timezone") != null
                    || attributes.text("basis") != null
                    || attributes.text("start") != null) {
                throw wrong("there is no offset, and what belongs to one");
            }
            return null;
        }
        return switch (offset) {
            case UTC -> new ClockSetting.Utc(adjustment());
            case LOCALTIME -> new ClockSetting.Localtime(adjustment());
            case TIMEZONE -> new ClockSetting.Timezone(attributes.wanted("timezone"));
            case VARIABLE ->
                new ClockSetting.Variable(
                        Duration.ofSeconds(
                                place.attribute("adjustment", SECONDS).or(0L)),
                        clock.basis().or(ClockElement.Basis.UTC));
            case ABSOLUTE ->
                new ClockSetting.Absolute(Instant.ofEpochSecond(
                        place.attribute("start", INSTANT).get().orElseThrow(() -> wrong("there is no start"))));
        };
    }

    private ClockSetting.@Nullable Adjustment adjustment() {
        String text = attributes.text("adjustment");
        if (text == null) {
            return null;
        }
        return text.equals("reset")
                ? new ClockSetting.Adjustment.Reset()
                : new ClockSetting.Adjustment.Kept(Duration.ofSeconds(
                        place.attribute("adjustment", SECONDS).or(0L)));
    }

    @Override
    void write(ClockSetting setting) {
        Map<String, @Nullable String> wanted = new LinkedHashMap<>();
        ClockElement.Offset offset;
        if (setting instanceof ClockSetting.Utc utc) {
            offset = ClockElement.Offset.UTC;
            wanted.put("@adjustment", format(utc.adjustment()));
        } else if (setting instanceof ClockSetting.Localtime localtime) {
            offset = ClockElement.Offset.LOCALTIME;
            wanted.put("@adjustment", format(localtime.adjustment()));
        } else if (setting instanceof ClockSetting.Timezone timezone) {
            offset = ClockElement.Offset.TIMEZONE;
            if (!ZONE.matcher(timezone.name()).matches()) {
                throw new IllegalArgumentException(
                        "a name of the tz database is wanted, not '" + timezone.name() + "'; write for example UTC");
            }
            wanted.put("@timezone", timezone.name());
        } else if (setting instanceof ClockSetting.Variable variable) {
            offset = ClockElement.Offset.VARIABLE;
            wanted.put("@adjustment", format(variable.ahead()));
            boolean utc = variable.basis() == ClockElement.Basis.UTC;
            wanted.put(
                    "@basis",
                    utc ? usual("basis", variable.basis()) : variable.basis().word());
        } else {
            offset = ClockElement.Offset.ABSOLUTE;
            wanted.put("@start", format(((ClockSetting.Absolute) setting).start()));
        }
        wanted.put("@offset", offset.word());
        become(offset.word(), wanted);
    }

    private static @Nullable String format(ClockSetting.@Nullable Adjustment adjustment) {
        if (adjustment == null) {
            return null;
        }
        return adjustment instanceof ClockSetting.Adjustment.Kept kept ? format(kept.ahead()) : "reset";
    }

    private static String format(Duration ahead) {
        return SECONDS.format(whole(ahead.getSeconds(), ahead.getNano()));
    }

    private static String format(Instant start) {
        return INSTANT.format(whole(start.getEpochSecond(), start.getNano()));
    }

    private static long whole(long seconds, int nanos) {
        if (nanos != 0) {
            throw new IllegalArgumentException("whole seconds are wanted");
        }
        return seconds;
    }
}
