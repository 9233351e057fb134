package io.hv.xml.domain;

import io.hv.xml.value.Word;

/** The guest's clock. Not thread-safe. */
public final class ClockElement extends Element {

    /** The words of {@link #offset}. */
    public enum Offset implements Word {
        LOCALTIME,
        UTC,
        TIMEZONE,
        VARIABLE,
        ABSOLUTE
    }

    /** The words of {@link #basis}. */
    public enum Basis implements Word {
        UTC,
        LOCALTIME
    }

    ClockElement(Place here) {
        super(here);
    }

    /** What it shows when the guest starts: all of the attributes below in one. */
    public Value<ClockSetting> setting() {
        return new ClockSettingValue(here);
    }

    /** What it begins with. */
    public TextValue<Offset> offset() {
        return here.attribute("offset", Form.words(Offset.class));
    }

    /** Of {@code variable}: how many seconds it is ahead of its basis, or {@code reset}. */
    public TextValue<String> adjustment() {
        return here.attribute("adjustment", Form.TEXT);
    }

    /** {@code timezone}. */
    public TextValue<String> timezone() {
        return here.attribute("timezone", Form.TEXT);
    }

    /** {@code basis}, a {@link Basis}. */
    public TextValue<Basis> basis() {
        return here.attribute("basis", Form.words(Basis.class));
    }

    /** Of {@code absolute}: the time, in seconds since 1970. */
    public NumberValue start() {
        return here.number("start", Numbers.decimal(0, Numbers.ANY));
    }

    /** Timers of the guest, one element each. */
    public Elements<TimerElement> timers() {
        return here.all("timer", TimerElement::new);
    }
}
