package io.hv.xml.wire;

import jakarta.xml.bind.ValidationEvent;
import jakarta.xml.bind.ValidationEventLocator;
import jakarta.xml.bind.helpers.ValidationEventLocatorImpl;
import org.glassfish.jaxb.runtime.v2.runtime.Coordinator;

/**
 * A mark of JAXB's on this thread, while it reads. JAXB puts a mark of its own for each event and restores what was there
 * before; where nothing was, it makes and removes the thread's place for it each time, which costs as much as the event.
 */
final class ReadingMark extends Coordinator implements AutoCloseable {

    ReadingMark() {
        pushCoordinator();
    }

    @Override
    public void close() {
        popCoordinator();
    }

    /** Never called: all events come below a mark of JAXB's own. */
    @Override
    protected ValidationEventLocator getLocation() {
        return new ValidationEventLocatorImpl();
    }

    /** Nothing is borne. */
    @Override
    public boolean handleEvent(ValidationEvent event) {
        return false;
    }
}
