package io.hv.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.Host;
import org.junit.jupiter.api.Test;

class ListCommandTest {

    private static final String URI = "mem:///shell-list";

    @Test
    void listsByNameWithStateAndUuid() {
        try (Host host = Host.open(URI)) {
            Domain web = host.define(DomainSpec.named("web").build());
            Domain database = host.define(DomainSpec.named("database").build());
            web.start();
            Typed typed = Typed.hv("list", "--uri", URI);
            assertEquals(0, typed.status());
            assertEquals(
                    "NAME      STATE    UUID\n"
                            + "database  shutoff  " + database.uuid() + "\n"
                            + "web       running  " + web.uuid() + "\n",
                    typed.out());
        }
    }

    @Test
    void saysThatItSeesOnlyThisProcess() {
        Typed typed = Typed.hv("list", "--uri", URI);
        assertEquals("NAME  STATE  UUID\n", typed.out());
        assertTrue(typed.err().contains("live in the process that makes them"), typed.err());
    }
}
