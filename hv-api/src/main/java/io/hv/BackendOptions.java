package io.hv;

import java.util.Optional;

/**
 * What only one backend understands, carried by a neutral {@link DomainSpec}. A backend ignores the options of others,
 * so that one spec serves several engines. Implementations are immutable values.
 */
public interface BackendOptions {

    /**
     * All that these options say, as text: options of one class with the same text are equal, in this process and in any
     * other. So what was made of a spec in one process can be found again in another, see hv-testkit's golden machines.
     *
     * @return nothing where a text cannot say it, because they hold code for example
     */
    default Optional<String> fingerprint() {
        return Optional.empty();
    }
}
