package io.hv.xml.domain;

/** Whether and when a lost connection is made again. Not thread-safe. */
public final class ReconnectElement extends Element {

    ReconnectElement(Place here) {
        super(here);
    }

    /** {@code enabled}, yes or no. */
    public TextValue<Boolean> enabled() {
        return here.attribute("enabled", Form.YES_NO);
    }

    /** In seconds. */
    public NumberValue timeout() {
        return here.number("timeout", Numbers.decimal(0, Numbers.UINT));
    }
}
