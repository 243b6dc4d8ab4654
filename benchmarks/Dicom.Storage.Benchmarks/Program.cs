using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using Dicom.Storage.Benchmarks;

// Each benchmark is built as a program of its own; --inProcess does without, faster to start and a little less exact.
IConfig config = ManualConfig.Create(DefaultConfig.Instance).WithBuildTimeout(TimeSpan.FromMinutes(10));
BenchmarkSwitcher.FromAssembly(typeof(HeaderParseBenchmarks).Assembly).Run(args, config);
