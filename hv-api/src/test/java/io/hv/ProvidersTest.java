package io.hv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.spi.HostProvider;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class ProvidersTest {

    @TempDir
    private Path folder;

    /** Says by an exception that it was asked to open. */
    public abstract static class Fake implements HostProvider {
        @Override
        public boolean accepts(URI uri) {
            return id().equals(uri.getScheme());
        }

        @Override
        public Host open(URI uri) {
            throw new HostUnavailableException(getClass().getSimpleName() + " opens " + uri, "none", "open", 0, null);
        }

        @Override
        public List<Candidate> probe() {
            return List.of(Candidate.of(id() + ":///", Support.yes()));
        }
    }

    /** A backend. */
    public static final class One extends Fake {
        @Override
        public String id() {
            return "one";
        }
    }

    /** Another of the same id. */
    public static final class OneAgain extends Fake {
        @Override
        public String id() {
            return "one";
        }
    }

    /** Another. */
    public static final class Two extends Fake {
        @Override
        public String id() {
            return "two";
        }
    }

    /** One that cannot be loaded. */
    public static final class Broken extends Fake {
        /** Fails. */
        public Broken() {
            throw new IllegalStateException("a provider that cannot be made, as this test wants");
        }

        @Override
        public String id() {
            return "broken";
        }
    }

    /** One that cannot look what there is. */
    public static final class Blind extends Fake {
        @Override
        public String id() {
            return "blind";
        }

        @Override
        public List<Candidate> probe() {
            throw new UnsatisfiedLinkError("its native library is of another system");
        }

        @Override
        public Diagnosis diagnose() {
            throw new UnsatisfiedLinkError("its native library is of another system");
        }
    }

    /** Finds the service file, and meets one class that cannot be linked. */
    private static final class Loader extends URLClassLoader {
        Loader(URL folder) {
            super(new URL[] {folder}, ProvidersTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.equals("io.hv.Unlinkable")) {
                throw new NoClassDefFoundError("its native library's binding is not on the class path");
            }
            return super.loadClass(name, resolve);
        }
    }

    private void with(List<String> providers, Executable body) throws Throwable {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.write(services.resolve(HostProvider.class.getName()), providers);
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader = new Loader(folder.toUri().toURL())) {
            Thread.currentThread().setContextClassLoader(loader);
            body.execute();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static String opened(String uri) {
        return String.valueOf(assertThrows(HostUnavailableException.class, () -> Host.open(uri))
                .getMessage());
    }

    @Test
    void theSchemeChooses() throws Throwable {
        with(List.of(One.class.getName(), Two.class.getName()), () -> {
            assertTrue(opened("one:///x").startsWith("One opens one:///x"));
            assertTrue(opened("two:///").startsWith("Two opens two:///"));
        });
    }

    @Test
    void ofOneIdTheFirstFoundWins() throws Throwable {
        with(List.of(OneAgain.class.getName(), One.class.getName()), () -> {
            assertTrue(opened("one:///").startsWith("OneAgain opens"));
            assertEquals(
                    1, Providers.detect(name -> null, name -> null).candidates().size());
        });
    }

    @Test
    void aBrokenProviderHidesNoOther() throws Throwable {
        with(
                List.of(Broken.class.getName(), "io.hv.NoSuchClass", "io.hv.Unlinkable", Two.class.getName()),
                () -> assertTrue(opened("two:///").startsWith("Two opens")));
    }

    @Test
    void withoutAContextClassLoader() throws IOException {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(null);
        try {
            assertThrows(NotFoundException.class, () -> Host.open("one:///"));
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void anUnknownSchemeNamesWhatToAdd() throws Throwable {
        with(List.of(One.class.getName()), () -> {
            NotFoundException kvm = assertThrows(NotFoundException.class, () -> Host.open("kvm:///"));
            String message = String.valueOf(kvm.getMessage());
            assertTrue(message.contains("'kvm'"), message);
            assertTrue(message.contains("[one]"), message);
            assertTrue(kvm.remedy().contains("io.hv:hv-kvm-direct"), kvm.remedy());
            NotFoundException remote =
                    assertThrows(NotFoundException.class, () -> Host.open("qemu+ssh://root@example.org/system"));
            assertTrue(remote.remedy().contains("io.hv:hv-libvirt"), remote.remedy());
            NotFoundException strange = assertThrows(NotFoundException.class, () -> Host.open("strange:///"));
            assertTrue(strange.remedy().contains("a backend that knows it"), strange.remedy());
        });
    }

    @Test
    void whatIsNoUriIsSaid() {
        NotFoundException refused = assertThrows(NotFoundException.class, () -> Host.open("kvm:// /"));
        assertTrue(String.valueOf(refused.getMessage()).contains("not a URI"), refused.getMessage());
        NotFoundException plain = assertThrows(NotFoundException.class, () -> Host.open("kvm"));
        assertTrue(String.valueOf(plain.getMessage()).contains("no scheme"), plain.getMessage());
        assertTrue(plain.remedy().contains("kvm:///"), plain.remedy());
    }

    @Test
    void aBackendThatCannotLookHidesNoOther() throws Throwable {
        with(List.of(Blind.class.getName(), Two.class.getName()), () -> {
            Detection detection = Providers.detect(name -> null, name -> null);
            assertEquals("two:///", detection.uri().orElseThrow());
            assertEquals(1, detection.candidates().size());
        });
    }

    @Test
    void aBackendThatCannotBeDiagnosedSaysSoAndHidesNoOther() throws Throwable {
        with(List.of(Blind.class.getName(), Two.class.getName()), () -> {
            List<Diagnosis> all = Diagnosis.ofThisMachine();
            assertEquals(
                    List.of("blind", "two"),
                    all.stream().map(Diagnosis::subject).toList());
            assertEquals(Finding.Severity.PROBLEM, all.get(0).worst());
            assertTrue(all.get(0).toString().contains("of another system"), all.toString());
            assertEquals(List.of(), all.get(1).findings());
        });
    }
}
