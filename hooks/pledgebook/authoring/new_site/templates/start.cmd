@echo off
rem A double click on this file opens the form in the browser. What it needs is fetched the first time.
rem Only ASCII here, so that it means the same in every code page.
setlocal
cd /d "%~dp0"
if not exist requirements.txt goto packed
fc /b requirements.txt .venv\.lock-installed >nul 2>nul
if "%ERRORLEVEL%"=="0" goto ready

set "OLD_ENOUGH=import sys; sys.exit(sys.version_info < (3, 11))"
set "PYTHON=py -3"
%PYTHON% -c "%OLD_ENOUGH%" >nul 2>nul
if not "%ERRORLEVEL%"=="0" set "PYTHON=python"
%PYTHON% -c "%OLD_ENOUGH%" >nul 2>nul
if not "%ERRORLEVEL%"=="0" goto missing
echo Det som behovs hamtas. Det kan ta nagra minuter. / Fetching what is needed. It may take some minutes.
%PYTHON% -m venv --clear .venv
if not "%ERRORLEVEL%"=="0" goto failed
.venv\Scripts\python -m pip --disable-pip-version-check --no-input -qq install --require-hashes -r requirements.txt
if not "%ERRORLEVEL%"=="0" goto failed
copy /b requirements.txt .venv\.lock-installed >nul

:ready
.venv\Scripts\pledgebook edit --open
if "%ERRORLEVEL%"=="0" exit /b 0
if "%ERRORLEVEL%"=="130" exit /b 0
goto failed

:packed
echo Filerna ligger kvar i en zip-fil. Packa upp hela zip-filen och dubbelklicka sedan igen.
echo The files are still in a zip file. Unpack all of it, and then double-click again.
goto failed

:missing
echo Python 3.11 eller senare saknas. Installera Python och dubbelklicka sedan igen.
echo Python 3.11 or later is missing. Install Python, and then double-click again.
echo.
echo     https://www.python.org/downloads/
echo.

:failed
pause
exit /b 1
