package io.hv.xml.spec;

import io.hv.InvalidSpecException;
import io.hv.SpecFault;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Reads a document part by part, and knows all that is wrong with it. For one document. */
final class Parts {

    private final List<SpecFault> faults = new ArrayList<>();

    /**
     * Reads one.
     *
     * @param path where it is
     * @param value what is said there, for people
     * @return whether it could be read
     */
    boolean part(String path, String value, Runnable read) {
        try {
            read.run();
            return true;
        } catch (IllegalArgumentException | ArithmeticException e) {
            faults.add(SpecFault.of(path, value, String.valueOf(e.getMessage()), "mend the document"));
            return false;
        }
    }

    /**
     * The spec of all parts.
     *
     * @param what it is of, for messages
     * @throws InvalidSpecException with every fault of parts and of the whole
     */
    <S> S whole(String what, Supplier<S> build) {
        S whole;
        try {
            whole = build.get();
        } catch (InvalidSpecException e) {
            List<SpecFault> all = new ArrayList<>(faults);
            all.addAll(e.faults());
            throw new InvalidSpecException(what, all, e);
        }
        if (!faults.isEmpty()) {
            throw new InvalidSpecException(what, faults);
        }
        return whole;
    }
}
