package io.hv.image;

import java.io.IOException;
import java.io.InputStream;

/** A class path without a library: loads the classes anew that would use it. */
public final class WithoutLibrary extends ClassLoader {

    private final String hidden;
    private final String anew;

    /**
     * Beside the tests' own classes.
     *
     * @param hidden how the names of the library's classes begin
     * @param anew how those of the classes begin that are loaded anew
     */
    public WithoutLibrary(String hidden, String anew) {
        super(WithoutLibrary.class.getClassLoader());
        this.hidden = hidden;
        this.anew = anew;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith(hidden)) {
            throw new ClassNotFoundException(name);
        }
        if (!name.startsWith(anew)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
