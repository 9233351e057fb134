/** A program of modules: it names the API; the backend is found at run time. */
module consumer {
    requires io.hv;
}
