package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.Candidate;
import io.hv.Host;
import io.hv.HostUnavailableException;
import io.hv.NotFoundException;
import io.hv.Support;
import java.net.URI;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class KvmHostProviderTest {

    private final KvmHostProvider provider = new KvmHostProvider();

    @Test
    void itAnswersToItsScheme() {
        assertEquals("kvm", provider.id());
        assertTrue(provider.accepts(URI.create("kvm:///")));
        assertTrue(provider.accepts(URI.create("kvm:///embed")));
        assertFalse(provider.accepts(URI.create("qemu:///system")));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        for (String uri : new String[] {"kvm://host/", "kvm:///other", "kvm:///?x=1", "kvm:x"}) {
            assertFalse(assertThrows(NotFoundException.class, () -> provider.open(URI.create(uri)))
                    .remedy()
                    .isBlank());
        }
    }

    @Test
    void aProbeSaysWhetherAndWhyNot() {
        Candidate candidate = provider.probe().get(0);
        assertEquals("kvm:///", candidate.uri());
        assertEquals(KvmAccess.support().isSupported(), candidate.usable().isSupported());
        assertEquals(
                candidate.usable().isSupported(), candidate.usable().remedy().isEmpty());
    }

    @Test
    void withoutTheDeviceOpeningNamesItAndWhatToDo() {
        Support access = KvmAccess.support();
        Assumptions.assumeFalse(access.isSupported(), "this machine has a /dev/kvm that may be opened");
        HostUnavailableException e = assertThrows(HostUnavailableException.class, () -> Host.open("kvm:///"));
        assertTrue(String.valueOf(e.getMessage()).contains(access.reason()), e.getMessage());
        assertEquals(access.remedy(), e.remedy());
    }
}
