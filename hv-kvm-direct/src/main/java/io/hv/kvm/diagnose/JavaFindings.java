package io.hv.kvm.diagnose;

import io.hv.Finding;
import io.hv.Finding.Severity;
import io.hv.backend.SystemView;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Whether this JVM lets hv call Linux. */
final class JavaFindings {

    private static final String NATIVE_MODULE = "com.sun.jna";
    /** From this Java on a call without the permission is warned of. */
    private static final int WARNS = 24;

    private JavaFindings() {}

    /** Whether native access is allowed by name, which a Java after those of today will insist on. */
    static Finding nativeAccess(int javaVersion, boolean allowed) {
        String title = "native access";
        if (allowed) {
            return Finding.ok("native-access", title, "allowed on Java " + javaVersion);
        }
        boolean onModulePath = ModuleLayer.boot().findModule(NATIVE_MODULE).isPresent();
        return Finding.of(
                "native-access",
                title,
                Severity.NOTE,
                "Java " + javaVersion + (javaVersion >= WARNS ? " warns of" : " counts")
                        + " calls of native code that nobody has allowed, and a later one will refuse them",
                "add --enable-native-access=" + (onModulePath ? NATIVE_MODULE : "ALL-UNNAMED")
                        + " to the java command, or Enable-Native-Access: ALL-UNNAMED to the manifest of the jar");
    }

    /** The library by which Java calls Linux is there. */
    static Finding nativeCode() {
        return Finding.ok("native-code", "the native library", "loaded");
    }

    /** It is not. */
    static Finding noNativeCode(SystemView system, List<Path> folders, Throwable failure) {
        Optional<String> barred = folders.stream()
                .flatMap(folder -> Mounts.with(system, folder, "noexec").stream())
                .findFirst();
        return Finding.of(
                "native-code",
                "the native library",
                Severity.PROBLEM,
                "JNA's library cannot be loaded"
                        + barred.map(mount -> ": " + mount + " is mounted noexec")
                                .orElse("") + " (" + failure + ")",
                "name a folder from which code may run: java -Djna.tmpdir=\"$HOME/.cache/jna\"");
    }
}
