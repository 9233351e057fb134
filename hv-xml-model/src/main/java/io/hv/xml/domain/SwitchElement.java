package io.hv.xml.domain;

/** A feature that is on by being there, unless it says that it is off. Not thread-safe. */
public final class SwitchElement extends Element {

    SwitchElement(Place here) {
        super(here);
    }

    /** {@code state}, on or off. */
    public TextValue<Boolean> state() {
        return here.attribute("state", Form.ON_OFF);
    }

    /**
     * Whether the feature is on.
     *
     * @throws io.hv.xml.XmlException if its state is neither on nor off
     */
    public boolean isOn() {
        return exists() && state().or(true);
    }
}
