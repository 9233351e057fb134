package io.hv.xml.domain;

import io.hv.xml.XmlDocument;
import io.hv.xml.value.Word;

/** A watchdog. Not thread-safe. */
public final class WatchdogElement extends DeviceElement {

    /** The words of {@link #model}. */
    public enum Model implements Word {
        I6300ESB,
        IB700,
        DIAG288
    }

    /** The words of {@link #action}. */
    public enum Action implements Word {
        RESET,
        SHUTDOWN,
        POWEROFF,
        PAUSE,
        NONE,
        DUMP,
        INJECT_NMI
    }

    /**
     * The root of a document.
     *
     * @param document a {@code <watchdog>} alone
     * @throws IllegalArgumentException if it is something else
     */
    public static WatchdogElement of(XmlDocument document) {
        return new WatchdogElement(Roots.of(document, io.hv.xml.wire.domain.Watchdog.class));
    }

    WatchdogElement(Place here) {
        super(here);
    }

    /** {@code model}, a {@link Model}. */
    public TextValue<Model> model() {
        return here.attribute("model", Form.words(Model.class));
    }

    /** What happens when the guest does not serve it in time. */
    public TextValue<Action> action() {
        return here.attribute("action", Form.words(Action.class));
    }
}
