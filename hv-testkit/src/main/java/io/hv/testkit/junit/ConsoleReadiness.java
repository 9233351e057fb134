package io.hv.testkit.junit;

import io.hv.Domain;
import io.hv.Feature;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Ready when the console says so.
 *
 * @param description for people, and for the key of templates
 * @param pattern what it says
 */
record ConsoleReadiness(String description, Pattern pattern) implements Readiness {

    @Override
    public Set<Feature> needs() {
        return Set.of(Feature.CONSOLE);
    }

    @Override
    public void await(Domain domain, Duration timeout) {
        try (Dialogue dialogue = new Dialogue(domain)) {
            dialogue.expect(this, timeout);
        }
    }
}
