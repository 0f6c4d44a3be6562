using Xunit.Sdk;
using Xunit.v3;

// Standard handles belong to the process, and children inherit what other tests hold open: one test at a time.
[assembly: Parallelization(Mode = ParallelMode.None)]
